package berkeley.bench.hosts;

import berkeley.api.NodeState;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Disconnects a host, measures the effects on both sides, and connects it again. For one thread.
 *
 * <p>All times are on the ticks that the hosts share; a sample is at most some 60 ms old, so times
 * are too long by that at most, and never too short.
 */
final class CableTrial {

  /**
   * The result of a trial.
   *
   * @param ledHere whether the master was on the host that was disconnected
   * @param holdover from the disconnection to the state HOLDOVER on all nodes of the host
   * @param nextRound from the disconnection to the end of the first round that began after it, on
   *     the other hosts
   * @param roundLasted how long that round took
   * @param healed from the connection until all follow one master and are synchronised
   */
  record Result(
      boolean ledHere,
      Duration holdover,
      Duration nextRound,
      Duration roundLasted,
      Duration healed) {}

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 10;

  private final HostCluster cluster;
  private final NetworkNamespaces net;

  CableTrial(HostCluster cluster, NetworkNamespaces net) {
    this.cluster = cluster;
    this.net = net;
  }

  /** Returns the host of the master that all follow; waits for one. */
  int leadingHost() throws IOException, InterruptedException {
    long now = HostTicks.now();
    StatusSample one = await("all obey one master", () -> agreed(now));
    return cluster.layout().hostOf(one.master());
  }

  /**
   * Runs a trial.
   *
   * @param apart how long the host is disconnected at least
   * @throws IOException if a process ends, or something does not happen within a minute
   */
  Result pull(int host, Duration apart) throws IOException, InterruptedException {
    boolean ledHere = leadingHost() == host;
    List<String> here = cluster.layout().on(host);
    List<String> others = cluster.layout().butOn(host);
    long pulled = HostTicks.now();
    net.pull(host);
    LedRounds.Led next =
        await("the other hosts go on", () -> cluster.rounds().first(others, pulled));
    long held = pulled;
    for (String id : here) {
      held = Math.max(held, awaitHoldover(id, pulled).ticks());
    }
    long left = apart.toNanos() - (HostTicks.now() - pulled);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
    long plugged = HostTicks.now();
    net.plug(host);
    StatusSample last = await("all obey one master again", () -> agreed(plugged));
    return new Result(
        ledHere,
        Duration.ofNanos(held - pulled),
        Duration.ofNanos(next.ticks() - pulled),
        Duration.ofNanos(next.durationNanos()),
        Duration.ofNanos(last.ticks() - plugged));
  }

  private StatusSample awaitHoldover(String id, long pulled)
      throws IOException, InterruptedException {
    return await(id + " holds over", () -> cluster.samples().first(id, NodeState.HOLDOVER, pulled));
  }

  /** Returns the newest sample of all, once all are synchronised and follow the same master. */
  private Optional<StatusSample> agreed(long afterTicks) {
    Set<String> obeyed = new HashSet<>();
    Optional<StatusSample> last = Optional.empty();
    for (String id : cluster.layout().all()) {
      Optional<StatusSample> seen =
          cluster
              .samples()
              .latest(id, afterTicks)
              .filter(sample -> sample.state() == NodeState.SYNCHRONISED);
      if (seen.isEmpty()) {
        return seen;
      }
      obeyed.add(seen.get().master() + " " + seen.get().term());
      last = last.isPresent() && last.get().ticks() > seen.get().ticks() ? last : seen;
    }
    return obeyed.size() == 1 ? last : Optional.empty();
  }

  private <T> T await(String what, Supplier<Optional<T>> condition)
      throws IOException, InterruptedException {
    long deadline = HostTicks.now() + LIMIT.toNanos();
    while (HostTicks.now() - deadline < 0) {
      Optional<T> found = condition.get();
      if (found.isPresent()) {
        return found.get();
      }
      cluster.requireAlive();
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new IOException("not within %s: %s".formatted(LIMIT, what));
  }
}
