package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * How an operator has the master give the whole cluster a new time, as {@code timed} did with its
 * network-wide date. Safe for calls by several threads.
 */
public interface TimeOrderRemote extends Remote {

  /**
   * Orders cluster time to be changed, little by little; an order under way is replaced.
   *
   * @param changeNanos what to add to cluster time from now on; 0 ends an order under way where it
   *     is
   * @return the order, as far as it has come
   * @throws IllegalArgumentException if it would take too long
   * @throws IllegalStateException if this node does not lead, or cannot do it at the moment
   * @throws SecurityException if under TLS the caller is not an operator
   * @throws RemoteException if the call fails
   */
  TimeOrder setTime(long changeNanos) throws RemoteException;

  /**
   * How far the newest order of this mastership has come.
   *
   * @throws IllegalStateException if this node does not lead
   * @throws RemoteException if the call fails
   */
  TimeOrder timeOrder() throws RemoteException;
}
