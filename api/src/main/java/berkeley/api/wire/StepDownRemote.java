package berkeley.api.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** A node that can be asked to give up its mastership. Safe for calls by several threads. */
public interface StepDownRemote extends Remote {

  /**
   * Asks this node, if it leads, to give up its mastership, so that another node leads.
   *
   * @return whether it led
   * @throws RemoteException if the call fails
   */
  boolean stepDown() throws RemoteException;
}
