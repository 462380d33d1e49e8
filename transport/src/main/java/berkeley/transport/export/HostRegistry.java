package berkeley.transport.export;

import berkeley.api.RegistryAddress;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An RMI registry in this process. An object that is exported with the same sockets shares its
 * port. What may be bound in it is decided by the JVM's registry filter. Safe for use by several
 * threads.
 */
public final class HostRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostRegistry.class);

  /** Held so that it is not collected. */
  private final Registry registry;

  private final RegistryAddress address;

  private HostRegistry(Registry registry, RegistryAddress address) {
    this.registry = registry;
    this.address = address;
  }

  /**
   * Opens an empty registry.
   *
   * @param port where to listen, 0 for any free port
   * @param sockets how to listen; they know the port afterwards
   * @throws RemoteException if the port cannot be used
   */
  public static HostRegistry open(int port, LimitedServerSockets sockets) throws RemoteException {
    ListenSettings settings = sockets.settings();
    AdvertisedAddress.apply(settings);
    Registry opened = LocateRegistry.createRegistry(port, null, sockets);
    String host = settings.advertise().orElse(settings.bind().getHostAddress());
    return new HostRegistry(opened, new RegistryAddress(host, sockets.port()));
  }

  /** Returns where others reach it. */
  public RegistryAddress address() {
    return address;
  }

  /**
   * Returns the registry itself, for this process: used without a call and without access check.
   */
  public Registry registry() {
    return registry;
  }

  /** Unexports the registry. */
  @Override
  public void close() {
    try {
      UnicastRemoteObject.unexportObject(registry, true);
    } catch (NoSuchObjectException e) {
      LOG.debug("was not exported any more", e);
    }
  }
}
