package berkeley.simulator;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.environment.MessageCarrier;

/**
 * What somebody puts between the parts of a run, to disturb it, and what he is told of it. By
 * itself it changes nothing.
 */
public interface SimulationHooks {

  /** Changes nothing and is told nothing. */
  SimulationHooks NONE = new SimulationHooks() {};

  /** Returns what takes part in place of a slave that the scenario has drawn; the same node. */
  default ReachableSlave slave(ReachableSlave drawn) {
    return drawn;
  }

  /** Returns what carries the messages in place of the scenario's paths. */
  default MessageCarrier links(MessageCarrier paths) {
    return paths;
  }

  /** A round is over. */
  default void roundEnded(RoundReport report) {}
}
