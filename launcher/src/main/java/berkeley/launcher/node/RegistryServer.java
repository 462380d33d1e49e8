package berkeley.launcher.node;

import berkeley.launcher.cli.CommandFailure;
import berkeley.master.rmi.Exposure;
import berkeley.master.rmi.OneLine;
import berkeley.master.rmi.ServerSockets;
import berkeley.slave.rmi.HostRegistry;
import java.rmi.RemoteException;

/**
 * An RMI registry in this process. What it accepts is ruled by the registry filter of {@code
 * policy/berkeley.security}, how long a silent caller may hold a connection by {@code
 * policy/node.jvm}.
 */
public final class RegistryServer {

  private final HostRegistry registry;
  private final ServerSockets sockets;

  private RegistryServer(HostRegistry registry, ServerSockets sockets) {
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
  public static RegistryServer open(int port, Exposure exposure) {
    ServerSockets sockets = new ServerSockets(exposure);
    try {
      return new RegistryServer(HostRegistry.open(port, sockets), sockets);
    } catch (RemoteException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw CommandFailure.missing(
          "port %d cannot be used (%s); give another --port, or 0 for any free one"
              .formatted(port, OneLine.of(cause)),
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
