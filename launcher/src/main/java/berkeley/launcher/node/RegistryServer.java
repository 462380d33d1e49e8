package berkeley.launcher.node;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import java.rmi.RemoteException;

/**
 * An RMI registry in this process. The registry filter of {@code policy/berkeley.security} limits
 * what it accepts, {@code policy/node.jvm} how long a silent caller may keep a connection.
 */
public final class RegistryServer {

  private final HostRegistry registry;
  private final LimitedServerSockets sockets;

  private RegistryServer(HostRegistry registry, LimitedServerSockets sockets) {
    this.registry = registry;
    this.sockets = sockets;
  }

  /**
   * Opens a registry.
   *
   * @param port the port to listen on, 0 for any free one
   * @param listenSettings the address to listen on, and who may connect
   * @throws CommandFailure if the port cannot be used
   */
  public static RegistryServer open(int port, ListenSettings listenSettings) {
    LimitedServerSockets sockets = new LimitedServerSockets(listenSettings);
    try {
      return new RegistryServer(HostRegistry.open(port, sockets), sockets);
    } catch (RemoteException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw CommandFailure.missing(
          "port %d cannot be used (%s); give another --port, or 0 for any free one"
              .formatted(port, LogText.of(cause)),
          e);
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return sockets.port();
  }

  /** Stops serving. */
  public void close() {
    registry.close();
  }
}
