package berkeley.slave.election;

import berkeley.api.wire.MemberId;
import berkeley.transport.registry.ClusterAddress;

/**
 * How the electable nodes of a cluster come to have one master: by an election of their own ({@link
 * BuiltInElection}), or by a coordination service. The same on all of them.
 */
@FunctionalInterface
public interface ElectionMethod {

  /**
   * Creates a node's part; it takes part once it is started.
   *
   * @param self this life of the node
   * @param cluster where the others are found
   * @param listener told when this node's mastership begins and ends
   */
  ElectionParticipant enter(MemberId self, ClusterAddress cluster, MastershipListener listener);
}
