package berkeley.slave.election;

import berkeley.api.wire.MemberId;
import berkeley.node.election.ElectionSettings;
import berkeley.transport.registry.ClusterAddress;

/**
 * The nodes elect a master among themselves, and need nobody else for it.
 *
 * @param settings the same on all nodes
 */
public record BuiltInElection(ElectionSettings settings) implements ElectionMethod {

  @Override
  public ElectionParticipant enter(
      MemberId self, ClusterAddress rendezvous, MastershipListener office) {
    return new ElectionDriver(settings, self, rendezvous, office);
  }
}
