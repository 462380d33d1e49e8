package berkeley.node.election;

import java.util.random.RandomGenerator;

/** When a node stands for election: partly random, so that few stand at the same time. */
final class ElectionTimeout {

  private final ElectionSettings settings;
  private final RandomGenerator random;

  ElectionTimeout(ElectionSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** Returns when to stand if this was the master's last message: after the lease has ended. */
  long afterHeartbeat(long nowNanos) {
    return nowNanos + settings.leaseNanos() + randomPart();
  }

  /** Returns when to stand after an election that failed, or that another node may still win. */
  long afterAttempt(long nowNanos) {
    return nowNanos + settings.candidacyNanos() + randomPart();
  }

  /** Returns when to stand for the first time, if there is no master. */
  long atStart(long nowNanos) {
    return nowNanos + randomPart();
  }

  private long randomPart() {
    return random.nextLong(settings.timeoutSpreadNanos());
  }
}
