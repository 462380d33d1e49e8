package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.wire.MemberId;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.TermFence;

/**
 * The nodes elect a master among themselves, and need nobody else for it.
 *
 * @param settings the same on all nodes
 */
public record BuiltInElection(ElectionSettings settings) implements ElectionMethod {

  @Override
  public ElectionDriver enter(
      MemberId self,
      TermFence fence,
      NodeEnvironment environment,
      ClockKnowledge clock,
      MastershipListener listener) {
    return new ElectionDriver(settings, self, fence, environment, clock, listener);
  }
}
