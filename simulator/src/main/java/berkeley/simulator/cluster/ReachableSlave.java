package berkeley.simulator.cluster;

import berkeley.node.NodeService;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.world.NetworkPath;

/**
 * A slave, as the master reaches it.
 *
 * @param node the slave
 * @param service what it answers the master
 * @param probes the ways of a probe
 * @param corrections the ways of a correction
 * @param others the ways of everything else
 */
public record ReachableSlave(
    VirtualNode node, NodeService service, Ways probes, Ways corrections, Ways others) {

  /**
   * There and back.
   *
   * @param out from the master to the slave
   * @param back from the slave to the master
   */
  public record Ways(NetworkPath out, NetworkPath back) {}

  /** Returns the ways of one kind of messages. */
  public Ways ways(MessageCarrier.Kind kind) {
    return switch (kind) {
      case PROBE -> probes;
      case CORRECTION -> corrections;
      case OTHER -> others;
    };
  }
}
