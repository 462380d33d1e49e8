package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import berkeley.transport.socket.AdmittedHosts;
import berkeley.transport.socket.TimedSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMISocketFactory;
import java.util.Optional;

/**
 * One registry as it can be dialled.
 *
 * @param name what the operator wrote; a server's certificate must be for its host
 * @param at the one of several addresses that is meant; empty where the name has only one, which is
 *     then looked up with each connection
 */
public record RegistryEndpoint(RegistryAddress name, Optional<InetAddress> at) {

  /** A registry whose name stands for one host. */
  public static RegistryEndpoint of(RegistryAddress name) {
    return new RegistryEndpoint(name, Optional.empty());
  }

  /** The registry itself; nothing is dialled yet. */
  public Registry registry() throws RemoteException {
    return at.isEmpty()
        ? LocateRegistry.getRegistry(name.host(), name.port())
        : LocateRegistry.getRegistry(name.host(), name.port(), new Dialling(at.get()));
  }

  /**
   * Whether it is on this host, where alone a process may enter names.
   *
   * @return false also if the name is not known
   */
  public boolean isLocal() {
    try {
      return AdmittedHosts.isOwn(at.isPresent() ? at.get() : InetAddress.getByName(name.host()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return at.map(address -> new RegistryAddress(address.getHostAddress(), name.port()).toString())
        .map(address -> address + " (" + name.host() + ")")
        .orElseGet(name::toString);
  }

  /** Goes to one address under a name that has several. Never leaves this JVM. */
  private record Dialling(InetAddress at) implements RMIClientSocketFactory {

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      RMISocketFactory inForce = RMISocketFactory.getSocketFactory();
      if (inForce instanceof TimedSocketFactory timed) {
        return timed.createSocket(host, new InetSocketAddress(at, port));
      }
      RMISocketFactory other =
          inForce == null ? RMISocketFactory.getDefaultSocketFactory() : inForce;
      return other.createSocket(at.getHostAddress(), port);
    }
  }
}
