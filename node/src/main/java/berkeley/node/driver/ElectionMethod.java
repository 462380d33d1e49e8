package berkeley.node.driver;

import berkeley.api.environment.NodeEnvironment;
import berkeley.api.wire.MemberId;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.TermFence;

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
   * @param fence the node's memory of its term
   * @param environment what the node is handed
   * @param clock what its clock knows of cluster time
   * @param listener what changes with the mastership
   */
  ElectionParticipant enter(
      MemberId self,
      TermFence fence,
      NodeEnvironment environment,
      ClockKnowledge clock,
      MastershipListener listener);
}
