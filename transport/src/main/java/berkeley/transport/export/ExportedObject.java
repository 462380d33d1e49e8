package berkeley.transport.export;

import berkeley.transport.filter.WireFilter;
import berkeley.transport.socket.LimitedServerSockets;
import java.io.IOException;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A remote object while it is exported: its arguments are filtered, and it is held so that it is
 * not collected while there are callers.
 */
public final class ExportedObject implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExportedObject.class);

  private final Remote object;
  private final Remote stub;
  private final LimitedServerSockets sockets;
  private final boolean closesSockets;

  /**
   * Exports an object.
   *
   * @param object answers the calls
   * @param port the TCP port, 0 for any free one
   * @param sockets how to listen; the same as a registry's to share its port
   * @throws RemoteException if the port is in use ({@link java.rmi.server.ExportException}) or the
   *     export fails otherwise
   */
  public ExportedObject(Remote object, int port, LimitedServerSockets sockets)
      throws RemoteException {
    this(object, port, sockets, true);
  }

  private ExportedObject(
      Remote object, int port, LimitedServerSockets sockets, boolean closesSockets)
      throws RemoteException {
    AdvertisedAddress.apply(sockets.settings());
    this.object = object;
    this.sockets = sockets;
    this.closesSockets = closesSockets;
    this.stub = UnicastRemoteObject.exportObject(object, port, null, sockets, WireFilter.CALLS);
  }

  /**
   * Exports another object on the same port; closing it leaves the port as it is.
   *
   * @param other answers the calls
   * @throws RemoteException if the export fails
   */
  public ExportedObject beside(Remote other) throws RemoteException {
    return new ExportedObject(other, port(), sockets, false);
  }

  /** Returns the TCP port that answers. */
  public int port() {
    return sockets.port();
  }

  /** Returns the stub to bind in a registry: calls through it reach the object. */
  public Remote stub() {
    return stub;
  }

  /** Unexports the object, cutting off calls under way; and closes the port that it opened. */
  @Override
  public void close() {
    try {
      UnicastRemoteObject.unexportObject(object, true);
    } catch (NoSuchObjectException e) {
      LOG.debug("was not exported any more", e);
    }
    if (closesSockets) {
      closeSockets();
    }
  }

  private void closeSockets() {
    try {
      sockets.close();
    } catch (IOException e) {
      LOG.debug("could not be closed port={}", port(), e);
    }
  }
}
