package berkeley.slave.election;

import berkeley.api.wire.MemberId;
import berkeley.node.election.ElectionSettings;
import berkeley.transport.registry.ClusterAddress;

/**
 * The election of a master by the nodes themselves, without any other service.
 *
 * @param settings the same on all nodes
 */
public record BuiltInElection(ElectionSettings settings) implements ElectionMethod {

  @Override
  public ElectionParticipant enter(
      MemberId self, ClusterAddress cluster, MastershipListener listener) {
    return new ElectionDriver(settings, self, cluster, listener);
  }
}
