package berkeley.launcher.node;

import berkeley.launcher.cli.CommandFailure;
import berkeley.master.rmi.OneLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;

/**
 * An RMI registry in this process. What it accepts is ruled by the registry filter of {@code
 * policy/berkeley.security}, how long a silent caller may hold a connection by {@code
 * policy/node.jvm}.
 */
public final class RegistryServer {

  /** Held so that the registry is not collected. */
  private final Registry registry;

  private final int port;

  private RegistryServer(Registry registry, int port) {
    this.registry = registry;
    this.port = port;
  }

  /**
   * Opens a registry.
   *
   * @param port where to listen, 0 for any free port
   * @param bind the address of this host to listen on, 0.0.0.0 for all
   * @throws CommandFailure if that cannot be had
   */
  public static RegistryServer open(int port, String bind) {
    Listener listener = new Listener(address(bind));
    try {
      Registry registry = LocateRegistry.createRegistry(port, null, listener);
      return new RegistryServer(registry, listener.localPort);
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
    return port;
  }

  /** Stops serving. */
  public void close() {
    try {
      UnicastRemoteObject.unexportObject(registry, true);
    } catch (NoSuchObjectException e) {
      throw new IllegalStateException("the registry was closed twice", e);
    }
  }

  private static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw CommandFailure.missing(
          "no address is known for '%s'; give one of this host's own to --bind".formatted(bind), e);
    }
  }

  /** Opens the server socket, and remembers which port the system chose. */
  private static final class Listener implements RMIServerSocketFactory {

    private static final int DEFAULT_BACKLOG = 0;

    private final InetAddress address;
    private volatile int localPort;

    Listener(InetAddress address) {
      this.address = address;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      ServerSocket socket = new ServerSocket(port, DEFAULT_BACKLOG, address);
      localPort = socket.getLocalPort();
      return socket;
    }
  }
}
