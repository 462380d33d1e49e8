package berkeley.slave.registration;

import berkeley.api.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/** A registry in this process that can be stopped, and started again on the same port, empty. */
public final class LocalRegistry implements AutoCloseable {

  private final int port;
  private Registry registry;

  /** A port for a registry that does not run yet. */
  public LocalRegistry() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** Starts it, empty. */
  public LocalRegistry start() throws RemoteException {
    registry = LocateRegistry.createRegistry(port);
    return this;
  }

  /** Stops it; what was entered is lost. Returns when its port is free again. */
  public void stop() throws RemoteException {
    UnicastRemoteObject.unexportObject(registry, true);
    registry = null;
    // RMI closes the port with the last call, which may still be returning.
    while (!isFree()) {
      Thread.onSpinWait();
    }
  }

  private boolean isFree() {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** What runs there. */
  public Registry running() {
    return registry;
  }

  /** Where it is found. */
  public RegistryAddress address() {
    return new RegistryAddress("127.0.0.1", port);
  }

  @Override
  public void close() throws RemoteException {
    if (registry != null) {
      stop();
    }
  }
}
