package berkeley.slave.rmi;

import berkeley.api.ElectionRemote;
import berkeley.api.Handover;
import berkeley.api.Heartbeat;
import berkeley.api.HeartbeatReply;
import berkeley.api.Leave;
import berkeley.api.VoteReply;
import berkeley.api.VoteRequest;

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
    return elector.vote(request);
  }

  @Override
  public HeartbeatReply heartbeat(Heartbeat heartbeat) {
    return elector.heartbeat(heartbeat);
  }

  @Override
  public void handover(Handover handover) {
    elector.handover(handover);
  }

  @Override
  public void leave(Leave leave) {
    elector.leave(leave);
  }

  @Override
  public boolean stepDown() {
    return elector.stepDown();
  }
}
