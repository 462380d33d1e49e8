package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** A node that can be asked to lead no longer. Safe for calls by several threads. */
public interface StepDownRemote extends Remote {

  /**
   * Asks this node, if it leads, to give up its mastership, so that another one leads.
   *
   * @return whether it led
   * @throws RemoteException if the call fails
   */
  boolean stepDown() throws RemoteException;
}
