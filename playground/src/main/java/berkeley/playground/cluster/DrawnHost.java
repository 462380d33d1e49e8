package berkeley.playground.cluster;

import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.world.OscillatorModel;

/**
 * A host as a scenario has drawn it: its counter, its wall clock, and the nodes that live on it one
 * after the other. Not safe for use by several threads.
 */
public final class DrawnHost {

  private final ReachableSlave drawn;
  private final long wallAhead;
  private long lives;
  private long lieNanos;

  /**
   * Creates a host without a node.
   *
   * @param drawn the node that the scenario has drawn, which has done nothing yet
   * @param sinceStartNanos how long after the start of the run it comes
   */
  public DrawnHost(ReachableSlave drawn, long sinceStartNanos) {
    this.drawn = drawn;
    this.wallAhead = drawn.node().nodeTime() + sinceStartNanos - counter().getAsLong();
    this.lives = sinceStartNanos == 0 ? 0 : 1; // what was drawn is the start's
  }

  /** Returns what the scenario has drawn. */
  public ReachableSlave drawn() {
    return drawn;
  }

  /** Returns the name of its nodes. */
  public String name() {
    return drawn.node().id();
  }

  /** Returns its counter, which outlives its nodes. */
  public OscillatorModel counter() {
    return drawn.node().counter();
  }

  /** Returns what its wall clock shows, which nobody corrects: nanoseconds since the Unix epoch. */
  public long wallNanos() {
    return wallAhead + counter().getAsLong();
  }

  /** Returns the first life's node, and later a newcomer on the same counter. */
  public VirtualNode newNode() {
    lives++;
    return lives == 1 ? drawn.node() : drawn.node().restarted(lives, wallNanos());
  }

  /** Returns what the node adds to its time when it is asked, in nanoseconds. */
  public long lieNanos() {
    return lieNanos;
  }

  /** Sets what the node adds to its time from now on when it is asked, in nanoseconds. */
  public void lie(long nanos) {
    lieNanos = nanos;
  }
}
