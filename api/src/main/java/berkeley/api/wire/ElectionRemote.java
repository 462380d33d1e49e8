package berkeley.api.wire;

import java.rmi.RemoteException;

/**
 * What electable nodes say to one another to choose a master. Safe for calls by several threads.
 *
 * <p>Messages may be lost, late and repeated; whoever sends one waits for nothing. The conversation
 * and the argument for its safety: package {@code berkeley.slave.election}.
 */
public interface ElectionRemote extends StepDownRemote {

  /**
   * Asks for a vote, for a preliminary one, or for news.
   *
   * @param request who asks for what
   * @return yes or no, and what this node knows
   * @throws RemoteException if the call fails
   */
  VoteReply vote(VoteRequest request) throws RemoteException;

  /**
   * A master's sign of life.
   *
   * @param heartbeat who leads, and which members count
   * @return whether this node obeys it
   * @throws RemoteException if the call fails
   */
  HeartbeatReply heartbeat(Heartbeat heartbeat) throws RemoteException;

  /**
   * Asks this node to stand at once, in place of a master that has stepped down.
   *
   * @throws RemoteException if the call fails
   */
  void handover(Handover handover) throws RemoteException;

  /**
   * Says that a node leaves in good order, and counts no longer.
   *
   * @throws RemoteException if the call fails
   */
  void leave(Leave leave) throws RemoteException;
}
