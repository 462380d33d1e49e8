package berkeley.slave.rmi;

import berkeley.api.ElectionRemote;
import berkeley.api.Handover;
import berkeley.api.Heartbeat;
import berkeley.api.HeartbeatReply;
import berkeley.api.Leave;
import berkeley.api.VoteReply;
import berkeley.api.VoteRequest;
import berkeley.master.rmi.Caller;

/**
 * The remote object of a node that may become master. That its stub is an {@link ElectionRemote}
 * tells the others that it is electable. Safe for calls by several threads.
 */
public final class ElectableServant extends NodeServant implements ElectionRemote {

  private final Elector elector;

  /** A servant of the given node. */
  public ElectableServant(Local local, Elector elector) {
    super(local);
    this.elector = elector;
  }

  @Override
  public VoteReply vote(VoteRequest request) {
    Caller.requireNode(request.from().name());
    return elector.vote(request);
  }

  @Override
  public HeartbeatReply heartbeat(Heartbeat heartbeat) {
    Caller.requireNode(heartbeat.from().name());
    return elector.heartbeat(heartbeat);
  }

  @Override
  public void handover(Handover handover) {
    Caller.requireNode(handover.from().name());
    elector.handover(handover);
  }

  @Override
  public void leave(Leave leave) {
    Caller.requireNode(leave.from().name());
    elector.leave(leave);
  }

  @Override
  public boolean stepDown() {
    Caller.requireOperator();
    return elector.stepDown();
  }
}
