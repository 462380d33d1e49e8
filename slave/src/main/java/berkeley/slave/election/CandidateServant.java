package berkeley.slave.election;

import berkeley.api.wire.StepDownRemote;
import berkeley.node.NodeService;
import berkeley.slave.servant.NodeServant;
import berkeley.transport.socket.CallerIdentity;

/**
 * The remote object of a node that may become master by the word of a service, and takes part in no
 * vote. Safe for calls by several threads.
 */
public final class CandidateServant extends NodeServant implements StepDownRemote {

  private final ElectionParticipant contender;

  /** A servant of the given node. */
  public CandidateServant(NodeService local, ElectionParticipant contender) {
    super(local);
    this.contender = contender;
  }

  @Override
  public boolean stepDown() {
    CallerIdentity.requireOperator();
    return contender.stepDown();
  }
}
