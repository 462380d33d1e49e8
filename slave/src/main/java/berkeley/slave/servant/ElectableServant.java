package berkeley.slave.servant;

import berkeley.api.environment.EventLoop;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.NodeService;
import berkeley.node.driver.ElectionDriver;
import berkeley.slave.environment.LoopedNode;
import berkeley.transport.socket.CallerIdentity;

/**
 * The remote object of a node that may become master. That its stub is an {@link ElectionRemote}
 * tells the others that it is electable. Safe for calls by several threads.
 */
public final class ElectableServant extends NodeServant implements ElectionRemote {

  private final ElectionDriver election;
  private final EventLoop loop;

  /**
   * Creates the remote object of a node.
   *
   * @param node what it answers: the time on any thread, all else on its loop
   * @param election its part in elections, for its loop
   * @param loop its loop
   */
  public ElectableServant(NodeService node, ElectionDriver election, EventLoop loop) {
    super(node, loop);
    this.election = election;
    this.loop = loop;
  }

  @Override
  public VoteReply vote(VoteRequest request) {
    CallerIdentity.requireNode(request.from().name());
    return LoopedNode.on(loop, () -> election.vote(request));
  }

  @Override
  public HeartbeatReply heartbeat(Heartbeat heartbeat) {
    CallerIdentity.requireNode(heartbeat.from().name());
    return LoopedNode.on(loop, () -> election.heartbeat(heartbeat));
  }

  @Override
  public void leave(Leave leave) {
    CallerIdentity.requireNode(leave.from().name());
    loop.execute(() -> election.leave(leave));
  }

  @Override
  public boolean stepDown() {
    CallerIdentity.requireOperator();
    return LoopedNode.on(loop, election::stepDown);
  }
}
