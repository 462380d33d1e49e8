package berkeley.playground.cluster;

import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.ReachableSlave.Ways;
import berkeley.simulator.environment.MessageCarrier;
import java.util.Optional;

/** A host of a cluster: its number, its links, and the life of the node that runs there now. */
final class DrivenHost {

  private final int number;
  private final DrawnHost host;
  private Optional<DrivenLife> life = Optional.empty();

  /**
   * Creates a host without a node.
   *
   * @param number from 1
   * @param drawn the node that the scenario has drawn, which has done nothing yet
   * @param sinceStartNanos how long after the start of the run it comes
   */
  DrivenHost(int number, ReachableSlave drawn, long sinceStartNanos) {
    this.number = number;
    this.host = new DrawnHost(drawn, sinceStartNanos);
  }

  int number() {
    return number;
  }

  DrawnHost host() {
    return host;
  }

  Ways ways(MessageCarrier.Kind kind) {
    return host.drawn().ways(kind);
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
}
