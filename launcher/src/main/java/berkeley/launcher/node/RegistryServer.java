package berkeley.launcher.node;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import java.rmi.RemoteException;

/**
 * An RMI registry in this process. What it accepts is ruled by the registry filter of {@code
 * policy/berkeley.security}, how long a silent caller may hold a connection by {@code
 * policy/node.jvm}.
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
   * @param port where to listen, 0 for any free port
   * @param exposure the address of this host to listen on, and for whom
   * @throws CommandFailure if that cannot be had
   */
  public static RegistryServer open(int port, ListenSettings exposure) {
    LimitedServerSockets sockets = new LimitedServerSockets(exposure);
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

  /** Where it listens. */
  public int port() {
    return sockets.port();
  }

  /** Stops serving. */
  public void close() {
    registry.close();
  }
}
