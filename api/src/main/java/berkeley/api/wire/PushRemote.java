package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The push variant of some textbooks: slaves send their time to the master, each by its own timer.
 *
 * <p>It saves the master its timer. A master that hears a time alone cannot know how old it is: so
 * the sender reads the master's clock first, by {@link ClockRemote#getTime}, and sends the two
 * readings and the round trip between them. What is known then is as good as where the master asks.
 * Safe for calls by several threads.
 */
public interface PushRemote extends Remote {

  /**
   * Receives a node's reading and returns its correction, which the sender applies as it is.
   *
   * @param reading the sender's clock beside the master's, both read a moment ago
   * @return the correction: towards cluster time, or, where the master's agreement moves that,
   *     towards the average of the times that it has received, its own included
   * @throws IllegalStateException if this node does not lead, or has no cluster time to give yet
   * @throws IllegalArgumentException if the reading cannot be used: its round trip is longer than
   *     the master allows, or the master has not shown that time within the last seconds
   * @throws RemoteException if the call fails
   */
  Adjustment push(PushedReading reading) throws RemoteException;
}
