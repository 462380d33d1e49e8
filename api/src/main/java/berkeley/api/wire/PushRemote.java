package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The other way round: a master to which slaves send their time, each by its own timer.
 *
 * <p>This is the variant of some textbooks. It saves the master its timer and a call, and pays for
 * it: the master cannot see how long the message took, so the whole outward way is an error. Safe
 * for calls by several threads.
 */
public interface PushRemote extends Remote {

  /**
   * Sends a node's time and receives its correction towards the average of all that the master has
   * heard, its own time included.
   *
   * @param id the sender's name
   * @param readingNanos the sender's node time, read as late as possible
   * @param newcomer whether the sender has not been synchronised yet in its present life; it is
   *     then brought to the average and does not move it
   * @return the correction. Its bound covers only the distance of the average from cluster time;
   *     the sender must add the round trip that it saw, since the reading was that old at most when
   *     it was used
   * @throws IllegalStateException if this node does not lead, or has no cluster time to give yet
   * @throws RemoteException if the call fails
   */
  Adjustment push(String id, long readingNanos, boolean newcomer) throws RemoteException;
}
