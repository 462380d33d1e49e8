package berkeley.slave.election;

import berkeley.api.wire.StepDownRemote;
import berkeley.node.NodeService;
import berkeley.slave.servant.NodeServant;
import berkeley.transport.socket.CallerIdentity;

/**
 * The remote object of a node that may be made master by a coordination service, and takes part in
 * no vote. Safe for calls by several threads.
 */
public final class CandidateServant extends NodeServant implements StepDownRemote {

  private final ElectionParticipant participant;

  /** Creates the servant of the given node. */
  public CandidateServant(NodeService local, ElectionParticipant participant) {
    super(local);
    this.participant = participant;
  }

  @Override
  public boolean stepDown() {
    CallerIdentity.requireOperator();
    return participant.stepDown();
  }
}
