package berkeley.bench.accuracy;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.bench.process.DurationSeries;
import berkeley.harness.status.ReferencedReading;
import berkeley.simulator.observation.TrueOffset;
import java.util.Map;

/**
 * Measures true offsets: a node reads its ticks and its time together, and the ticks are the
 * host's. Each slave is read between two readings of the master, whose time in between is
 * interpolated. For one thread.
 */
final class OffsetOracle {
  /** By how much the rates of two nodes may differ while the master is interpolated. */
  private static final double RATE_LIMIT_PPM =
      ClockLimits.UNSTEERED.maxSlewPpm() + 2 * ProcessCluster.MOST_DRIFT_PPM;

  private final ProcessCluster cluster;
  private final DurationSeries offsets = new DurationSeries();
  private final DurationSeries spreads = new DurationSeries();
  private final DurationSeries bounds = new DurationSeries();
  private long violations;
  private long missed;

  OffsetOracle(ProcessCluster cluster) {
    this.cluster = cluster;
  }

  /** Reads all nodes; counts a miss if one does not answer or is not synchronised. */
  void look() {
    Map<String, ReferencedReading> readings =
        cluster.client().readAgainst(ProcessCluster.MASTER, ProcessCluster.SLAVES);
    if (!readings.values().stream().allMatch(OffsetOracle::isSynchronised)) {
      missed++;
      return;
    }
    long low = 0;
    long high = 0;
    for (ReferencedReading reading : readings.values()) {
      Seen seen =
          see(
              reading.before().orElseThrow().reading(),
              reading.node().orElseThrow(),
              reading.after().orElseThrow().reading());
      low = Math.min(low, seen.offset());
      high = Math.max(high, seen.offset());
      offsets.add(Math.abs(seen.offset()));
      bounds.add(seen.bound());
      violations += Math.abs(seen.offset()) - seen.tolerance() > seen.bound() ? 1 : 0;
    }
    spreads.add(high - low);
  }

  private static boolean isSynchronised(ReferencedReading reading) {
    return reading.isComplete()
        && reading.before().get().state() == NodeState.SYNCHRONISED
        && reading.node().get().state() == NodeState.SYNCHRONISED;
  }

  /** Returns the offset of a slave that was read between two readings of the master. */
  static Seen see(Reading before, NodeStatus slave, Reading after) {
    TrueOffset offset = TrueOffset.between(before, slave.reading(), after, RATE_LIMIT_PPM);
    return new Seen(offset.nanos(), offset.toleranceNanos(), slave.errorBoundNanos());
  }

  /** Returns each slave's distance to the master, without its sign. */
  DurationSeries offsets() {
    return offsets;
  }

  /** Returns the largest difference between any two of the five, by looks. */
  DurationSeries spreads() {
    return spreads;
  }

  /** Returns the error bounds that the slaves reported. */
  DurationSeries bounds() {
    return bounds;
  }

  /** Returns how often a slave was farther from the master than its bound. */
  long violations() {
    return violations;
  }

  /** Returns how many looks found a node silent, or not synchronised. */
  long missed() {
    return missed;
  }

  /**
   * One look at one slave.
   *
   * @param offset how far it is ahead of the master
   * @param tolerance by how much that can be wrong
   * @param bound the error bound that it reports
   */
  record Seen(long offset, long tolerance, long bound) {}
}
