package berkeley.node.election;

import java.util.random.RandomGenerator;

/** How long a node waits before it stands: partly by chance, so that few stand at once. */
final class ElectionTimeout {

  private final ElectionSettings settings;
  private final RandomGenerator random;

  ElectionTimeout(ElectionSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** When to stand if this was the master's last word: not before its lease is over. */
  long afterHeartbeat(long nowNanos) {
    return nowNanos + settings.leaseNanos() + share();
  }

  /** When to stand (again) after an election that came to nothing, or that another may yet win. */
  long afterAttempt(long nowNanos) {
    return nowNanos + settings.candidacyNanos() + share();
  }

  /** When to stand for the first time, if there is no master. */
  long atStart(long nowNanos) {
    return nowNanos + share();
  }

  private long share() {
    return random.nextLong(settings.patienceNanos());
  }
}
