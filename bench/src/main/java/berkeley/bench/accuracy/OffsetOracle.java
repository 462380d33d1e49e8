package berkeley.bench.accuracy;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.bench.process.DurationSeries;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.time.Duration;

/**
 * Knows the true offsets: a node tells its ticks and its time together, and the ticks are the
 * host's. Each slave is read between two readings of the master, whose time in between is
 * interpolated. For one thread.
 */
final class OffsetOracle {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** By how much the rates of two nodes may differ while the master is interpolated. */
  private static final double RATE_LIMIT_PPM =
      ClockLimits.DEFAULT.maxSlewPpm() + 2 * ProcessCluster.MOST_DRIFT_PPM;

  private static final long ROUNDING_NANOS = 2;

  private final ProcessCluster cluster;
  private final DurationSeries offsets = new DurationSeries();
  private final DurationSeries spreads = new DurationSeries();
  private final DurationSeries bounds = new DurationSeries();
  private long violations;
  private long missed;

  OffsetOracle(ProcessCluster cluster) {
    this.cluster = cluster;
  }

  /** Reads all nodes; counts it as missed if one does not answer or is not synchronised. */
  void look() {
    try {
      long low = 0;
      long high = 0;
      Seen[] seen = new Seen[cluster.slaves().size()];
      NodeStatus before = read(cluster.master());
      boolean synchronised = before.state() == NodeState.SYNCHRONISED;
      for (int i = 0; i < seen.length; i++) {
        NodeStatus slave = read(cluster.slaves().get(i));
        NodeStatus after = read(cluster.master());
        seen[i] = see(before.reading(), slave, after.reading());
        synchronised &= slave.state() == NodeState.SYNCHRONISED;
        low = Math.min(low, seen[i].offset());
        high = Math.max(high, seen[i].offset());
        before = after;
      }
      if (!synchronised) {
        missed++;
        return;
      }
      spreads.add(high - low);
      for (Seen one : seen) {
        offsets.add(Math.abs(one.offset()));
        bounds.add(one.bound());
        violations += Math.abs(one.offset()) - one.tolerance() > one.bound() ? 1 : 0;
      }
    } catch (RemoteException e) {
      missed++;
    }
  }

  private static NodeStatus read(NodeRemote node) throws RemoteException {
    return RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, node::status);
  }

  static Seen see(Reading before, NodeStatus slave, Reading after) {
    long span = after.ticksNanos() - before.ticksNanos();
    long into = slave.reading().ticksNanos() - before.ticksNanos();
    double share = (double) into / span;
    // What the master's clock gained on its ticks is small, so a double holds it.
    long gained = after.timeNanos() - before.timeNanos() - span;
    long offset = slave.reading().offsetAgainst(before) - Math.round(gained * share);
    double bend = 2 * RATE_LIMIT_PPM * 1e-6 * into * (1 - share);
    return new Seen(offset, (long) Math.ceil(bend) + ROUNDING_NANOS, slave.errorBoundNanos());
  }

  /** Each slave's distance to the master, without its sign. */
  DurationSeries offsets() {
    return offsets;
  }

  /** The largest difference between any two of the five, by looks. */
  DurationSeries spreads() {
    return spreads;
  }

  /** What the slaves said of their own error. */
  DurationSeries bounds() {
    return bounds;
  }

  /** How often a slave was farther from the master than it said. */
  long violations() {
    return violations;
  }

  /** How many looks found a node silent, or not synchronised. */
  long missed() {
    return missed;
  }

  /**
   * One look at one slave.
   *
   * @param offset how far it is ahead of the master
   * @param tolerance by how much that can be wrong
   * @param bound what it says of its own error
   */
  record Seen(long offset, long tolerance, long bound) {}
}
