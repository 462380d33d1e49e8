package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * A clock that a Berkeley master can read and correct.
 *
 * <p>This is the whole contract of a member: an object with these two methods that is bound in the
 * registry takes part in every round. The algorithm is Gusella and Zatti's (The accuracy of the
 * clock synchronization achieved by TEMPO in Berkeley UNIX 4.3BSD, IEEE Transactions on Software
 * Engineering 15(7), 1989).
 *
 * <p>Implementations are called by several threads at once and must be safe for that.
 */
public interface ClockRemote extends Remote {

  /**
   * Returns this node's time.
   *
   * <p>Implementations read their clock as late as possible, since the time from that reading to
   * the return adds to the error of the offset that the master computes. They should allocate
   * nothing and take no lock.
   *
   * @return node time in nanoseconds since the Unix epoch
   * @throws RemoteException if the call fails; the master leaves this node out of the round
   */
  long getTime() throws RemoteException;

  /**
   * Applies a correction.
   *
   * <p>The delta is relative to the reading from which it was computed ({@link
   * Adjustment#readingNanos()}): it replaces what is left of an earlier correction and never adds
   * to it. Each (term, round) is applied once. The call returns normally only if this correction
   * was applied, in this life of the node.
   *
   * @param delta what to add to this node's time, with its error bound
   * @throws StaleTermException if the correction belongs to an older term than the one this node
   *     obeys, or to another master or another life of it; nothing was applied
   * @throws OvertakenException if a later round of the same mastership was applied before, or this
   *     one; nothing was applied now
   * @throws ContradictionException if it cannot be true together with what this node knows; nothing
   *     was applied. A node that keeps no interval never throws it
   * @throws RemoteException if the call fails; the correction may have been applied nevertheless
   */
  void adjust(Adjustment delta) throws RemoteException;
}
