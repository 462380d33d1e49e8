package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * Lets an operator set the whole cluster's time through its master, as {@code timed} did with its
 * network-wide date. Safe for calls by several threads.
 */
public interface TimeOrderRemote extends Remote {

  /**
   * Orders cluster time to be changed by slewing; an order under way is replaced.
   *
   * @param changeNanos what to add to cluster time from now on, in nanoseconds; 0 ends an order
   *     under way where it is
   * @return the order and its progress
   * @throws IllegalArgumentException if the change would take too long
   * @throws IllegalStateException if this node does not lead, or cannot do it at the moment
   * @throws SecurityException if under TLS the caller is not an operator
   * @throws RemoteException if the call fails
   */
  TimeOrder setTime(long changeNanos) throws RemoteException;

  /**
   * Tells what has become of an order.
   *
   * @return the newest order of this mastership and its progress
   * @throws IllegalStateException if this node does not lead
   * @throws RemoteException if the call fails
   */
  TimeOrder timeOrder() throws RemoteException;

  /**
   * Orders a round at once; after the one under way, if there is one. Returns before it is led.
   *
   * @throws IllegalStateException if this node does not lead
   * @throws SecurityException if under TLS the caller is not an operator
   * @throws RemoteException if the call fails
   */
  void roundNow() throws RemoteException;
}
