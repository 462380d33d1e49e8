package berkeley.api.wire;

import java.rmi.RemoteException;

/**
 * The messages by which electable nodes choose a master. Safe for calls by several threads.
 *
 * <p>Messages may be lost, late and repeated. The protocol and the argument for its safety are in
 * package {@code berkeley.node.election}.
 */
public interface ElectionRemote extends StepDownRemote {

  /**
   * Answers a vote, a pre-vote or a recovery query.
   *
   * @param request the sender, and what it asks for
   * @return whether it is granted, and the term and members that this node knows
   * @throws RemoteException if the call fails
   */
  VoteReply vote(VoteRequest request) throws RemoteException;

  /**
   * Receives a master's heartbeat.
   *
   * @param heartbeat the master, its term and the members
   * @return whether this node obeys it
   * @throws RemoteException if the call fails
   */
  HeartbeatReply heartbeat(Heartbeat heartbeat) throws RemoteException;

  /**
   * Receives the notice that a node leaves, and is no longer to be counted.
   *
   * @param leave who leaves, and the newest term that it knows
   * @throws RemoteException if the call fails
   */
  void leave(Leave leave) throws RemoteException;
}
