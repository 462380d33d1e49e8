package berkeley.playground.cluster;

import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.ReachableSlave.Ways;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.world.OscillatorModel;
import java.util.Optional;

/** A host: its counter, its wall clock, its links, and the life of the node that runs there now. */
final class DrivenHost {

  private final int number;
  private final ReachableSlave drawn;
  private final long wallAhead;
  private Optional<DrivenLife> life = Optional.empty();
  private long lives;
  private long lieNanos;

  /**
   * Creates a host without a node.
   *
   * @param number from 1
   * @param drawn the node that the scenario has drawn, which has done nothing yet
   * @param sinceStartNanos how long after the start of the run it comes
   */
  DrivenHost(int number, ReachableSlave drawn, long sinceStartNanos) {
    this.number = number;
    this.drawn = drawn;
    this.wallAhead = drawn.node().nodeTime() + sinceStartNanos - counter().getAsLong();
    this.lives = sinceStartNanos == 0 ? 0 : 1; // what was drawn is the start's
  }

  int number() {
    return number;
  }

  String name() {
    return drawn.node().id();
  }

  OscillatorModel counter() {
    return drawn.node().counter();
  }

  /** Returns what its wall clock shows, which nobody corrects: nanoseconds since the Unix epoch. */
  long wallNanos() {
    return wallAhead + counter().getAsLong();
  }

  /** Returns the first life's node, and later a newcomer on the same counter. */
  VirtualNode newNode() {
    lives++;
    return lives == 1 ? drawn.node() : drawn.node().restarted(lives, wallNanos());
  }

  Ways ways(MessageCarrier.Kind kind) {
    return drawn.ways(kind);
  }

  Optional<DrivenLife> life() {
    return life;
  }

  void begins(DrivenLife begun) {
    life = Optional.of(begun);
  }

  /** Ends the life, if there is one, as SIGKILL does. */
  void kill() {
    life.ifPresent(ended -> ended.process().end());
    life = Optional.empty();
  }

  long lieNanos() {
    return lieNanos;
  }

  /** Sets what the node adds to its time from now on when it is asked. */
  void lie(long nanos) {
    lieNanos = nanos;
  }
}
