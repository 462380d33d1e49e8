package berkeley.slave.election;

import berkeley.api.wire.MemberId;
import berkeley.transport.registry.ClusterAddress;

/**
 * How the electable nodes of a cluster come to have one master: by an election of their own ({@link
 * BuiltInElection}), or by the word of a service. The same on all of them.
 */
@FunctionalInterface
public interface ElectionMethod {

  /**
   * Enters a node; it takes part once it is started.
   *
   * @param self this life of the node
   * @param rendezvous where the others are found
   * @param office what changes with the mastership
   */
  ElectionParticipant enter(MemberId self, ClusterAddress rendezvous, MastershipListener office);
}
