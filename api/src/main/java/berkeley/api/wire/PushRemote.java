package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The push variant of some textbooks: slaves send their time to the master, each by its own timer.
 *
 * <p>It saves the master its timer and a call. But the master cannot know how long the message
 * took, so the whole delay of the way to it is an error. Safe for calls by several threads.
 */
public interface PushRemote extends Remote {

  /**
   * Receives a node's time and returns its correction towards the average of all times that the
   * master has received, its own included.
   *
   * @param id the sender's name
   * @param readingNanos the sender's node time, read as late as possible
   * @param newcomer whether the sender has not been synchronised since its start; it is then
   *     brought to the average and does not move it
   * @return the correction. Its bound covers only the distance of the average from cluster time;
   *     the sender must add the round trip that it measured, since the reading was at most that old
   *     when it was used
   * @throws IllegalStateException if this node does not lead, or has no cluster time to give yet
   * @throws RemoteException if the call fails
   */
  Adjustment push(String id, long readingNanos, boolean newcomer) throws RemoteException;
}
