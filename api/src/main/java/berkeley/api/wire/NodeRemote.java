package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.List;

/**
 * Diagnostics of a full node, in addition to {@link ClockRemote}.
 *
 * <p>The algorithm does not depend on it: a master uses it only to learn whether a clock that it
 * reads for the first time is a newcomer. Safe for calls by several threads.
 */
public interface NodeRemote extends Remote {

  /**
   * Describes this node.
   *
   * @return its ticks and its node time, read together, and what belongs to that reading
   * @throws RemoteException if the call fails
   */
  NodeStatus status() throws RemoteException;

  /**
   * Returns the newest rounds that this node has led, oldest first.
   *
   * @param afterTerm return only rounds after this term's round {@code afterRound}
   * @param afterRound the last round that the caller knows, or -1
   * @return at most some dozens of reports; empty for a node that does not lead
   * @throws RemoteException if the call fails
   */
  List<RoundReport> rounds(long afterTerm, long afterRound) throws RemoteException;
}
