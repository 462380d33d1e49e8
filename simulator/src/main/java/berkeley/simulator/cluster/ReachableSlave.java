package berkeley.simulator.cluster;

import berkeley.api.wire.ClockRemote;
import berkeley.simulator.world.NetworkPath;

/**
 * A slave, as the master reaches it.
 *
 * @param node the slave
 * @param remote what stands in the master's roster for it
 * @param probes the ways of a probe
 * @param corrections the ways of a correction
 */
public record ReachableSlave(VirtualNode node, ClockRemote remote, Ways probes, Ways corrections) {

  /**
   * There and back.
   *
   * @param out from the master to the slave
   * @param back from the slave to the master
   */
  public record Ways(NetworkPath out, NetworkPath back) {}
}
