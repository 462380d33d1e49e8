package berkeley.slave.election;

import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.Handover;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.NodeService;
import berkeley.slave.servant.NodeServant;
import berkeley.transport.socket.CallerIdentity;

/**
 * The remote object of a node that may become master. That its stub is an {@link ElectionRemote}
 * tells the others that it is electable. Safe for calls by several threads.
 */
public final class ElectableServant extends NodeServant implements ElectionRemote {

  private final ElectionDriver elector;

  /** A servant of the given node. */
  public ElectableServant(NodeService local, ElectionDriver elector) {
    super(local);
    this.elector = elector;
  }

  @Override
  public VoteReply vote(VoteRequest request) {
    CallerIdentity.requireNode(request.from().name());
    return elector.vote(request);
  }

  @Override
  public HeartbeatReply heartbeat(Heartbeat heartbeat) {
    CallerIdentity.requireNode(heartbeat.from().name());
    return elector.heartbeat(heartbeat);
  }

  @Override
  public void handover(Handover handover) {
    CallerIdentity.requireNode(handover.from().name());
    elector.handover(handover);
  }

  @Override
  public void leave(Leave leave) {
    CallerIdentity.requireNode(leave.from().name());
    elector.leave(leave);
  }

  @Override
  public boolean stepDown() {
    CallerIdentity.requireOperator();
    return elector.stepDown();
  }
}
