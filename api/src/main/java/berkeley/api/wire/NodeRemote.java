package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.List;

/**
 * What a full node can say of itself, beside {@link ClockRemote}.
 *
 * <p>The algorithm needs none of it: it serves diagnostics, and a master that wants to know whether
 * a clock that it meets for the first time is a newcomer. Safe for calls by several threads.
 */
public interface NodeRemote extends Remote {

  /**
   * Describes this node, with its ticks and its node time read together.
   *
   * @throws RemoteException if the call fails
   */
  NodeStatus status() throws RemoteException;

  /**
   * The newest rounds that this node has led, oldest first.
   *
   * @param afterTerm return only rounds after this term's round {@code afterRound}
   * @param afterRound the last round that the caller knows, or -1
   * @return at most some dozens of reports; empty for a node that does not lead
   * @throws RemoteException if the call fails
   */
  List<RoundReport> rounds(long afterTerm, long afterRound) throws RemoteException;
}
