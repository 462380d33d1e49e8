package berkeley.bench.failover;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.bench.process.DurationSeries;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ProcessFreezer;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends one master after the other, and measures the time until the next one's first round.
 *
 * <p>All processes of a host share one counter, so the instant at which the next master corrected
 * its own clock, which it does in each round, can be taken from its status; and two nodes' readings
 * give their true difference. For one thread.
 */
final class FailoverTrials {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration LEAST_CALM = Duration.ofSeconds(5);

  /** As many rounds as a clock needs to estimate its rate. */
  private static final int CALM_ROUNDS = 8;

  private final ElectableCluster cluster;
  private final long calmNanos;
  private final long lookMillis;
  private final DurationSeries killed = new DurationSeries();
  private final DurationSeries stopped = new DurationSeries();
  private final DurationSeries both = new DurationSeries();
  private final DurationSeries spreads = new DurationSeries();

  /** Creates trials of a cluster with rounds of that period. */
  FailoverTrials(ElectableCluster cluster, Duration period) {
    this.cluster = cluster;
    // 10 ms for five nodes: looking must not become what keeps the processor busy.
    this.lookMillis = 2L * cluster.size();
    this.calmNanos = Math.max(LEAST_CALM.toNanos(), period.multipliedBy(CALM_ROUNDS).toNanos());
  }

  /** Returns the times from SIGKILL to the next master's first round. */
  DurationSeries killed() {
    return killed;
  }

  /** Returns the times from SIGSTOP to the next master's first round. */
  DurationSeries stopped() {
    return stopped;
  }

  /** Returns both together. */
  DurationSeries both() {
    return both;
  }

  /** Returns the largest difference between two of the others, of each look without a master. */
  DurationSeries spreads() {
    return spreads;
  }

  /**
   * Waits for the first master.
   *
   * @param sinceTicks when all were ready
   * @return the time until its first round
   */
  Duration first(long sinceTicks) throws IOException, InterruptedException {
    NodeStatus master = awaitRound("", 0, sinceTicks);
    return Duration.ofNanos(master.lastAdjustedTicksNanos() - sinceTicks);
  }

  /** Ends a master so many times, by SIGKILL and SIGSTOP in turn. */
  void run(int trials) throws IOException, InterruptedException {
    for (int i = 0; i < trials; i++) {
      NodeStatus master = awaitCalm();
      if (i % 2 == 0) {
        kill(master);
      } else {
        stop(master);
      }
    }
  }

  private void kill(NodeStatus master) throws IOException, InterruptedException {
    long lost = HostTicks.now();
    cluster.process(master.id()).killAndWait();
    killed.add(gap(master, lost));
    cluster.restart(master.id());
  }

  private void stop(NodeStatus master) throws IOException, InterruptedException {
    long lost = HostTicks.now();
    ProcessFreezer freezer = ProcessFreezer.stop(cluster.process(master.id()).pid());
    try {
      stopped.add(gap(master, lost));
    } finally {
      freezer.thaw();
    }
  }

  private long gap(NodeStatus lost, long sinceTicks) throws IOException, InterruptedException {
    NodeStatus next = awaitRound(lost.id(), lost.term(), sinceTicks);
    long gap = next.lastAdjustedTicksNanos() - sinceTicks;
    both.add(gap);
    return gap;
  }

  private NodeStatus awaitRound(String butNot, long afterTerm, long sinceTicks)
      throws IOException, InterruptedException {
    long end = HostTicks.now() + LIMIT.toNanos();
    while (HostTicks.now() < end) {
      List<NodeStatus> seen = cluster.look(butNot);
      if (afterTerm > 0) {
        spread(seen);
      }
      Optional<NodeStatus> next =
          seen.stream()
              .filter(node -> node.role() == Role.MASTER && node.term() > afterTerm)
              .filter(node -> node.state() == NodeState.SYNCHRONISED)
              .filter(node -> node.lastAdjustedTicksNanos() - sinceTicks > 0)
              .findFirst();
      if (next.isPresent()) {
        return next.get();
      }
      TimeUnit.MILLISECONDS.sleep(lookMillis);
    }
    throw CommandFailure.missing("nobody led a round within " + LIMIT.toSeconds() + " s");
  }

  private void spread(List<NodeStatus> seen) {
    if (seen.size() == cluster.size() - 1) {
      long low = Long.MAX_VALUE;
      long high = Long.MIN_VALUE;
      for (NodeStatus node : seen) {
        long offset = node.reading().offsetAgainst(seen.get(0).reading());
        low = Math.min(low, offset);
        high = Math.max(high, offset);
      }
      spreads.add(high - low);
    }
  }

  /** Waits until all have followed one master for a while. */
  private NodeStatus awaitCalm() throws IOException, InterruptedException {
    long end = HostTicks.now() + LIMIT.toNanos();
    long calmSince = HostTicks.now();
    while (HostTicks.now() < end) {
      List<NodeStatus> seen = cluster.look("");
      Optional<NodeStatus> master =
          seen.stream().filter(node -> node.role() == Role.MASTER).findFirst();
      if (master.isEmpty() || !isCalm(seen, master.get())) {
        calmSince = HostTicks.now();
      } else if (HostTicks.now() - calmSince > calmNanos) {
        return master.get();
      }
      TimeUnit.MILLISECONDS.sleep(5 * lookMillis);
    }
    throw CommandFailure.missing("no calm within " + LIMIT.toSeconds() + " s");
  }

  private boolean isCalm(List<NodeStatus> seen, NodeStatus master) {
    return seen.size() == cluster.size()
        && seen.stream()
            .allMatch(
                node ->
                    node.state() == NodeState.SYNCHRONISED
                        && node.term() == master.term()
                        && node.master().equals(master.id()));
  }
}
