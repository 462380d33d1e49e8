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
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which registries the given names stand for now.
 *
 * <p>A name with several addresses, as a headless service has it, stands for a registry at each. It
 * is looked up each time; how long the JVM keeps the answer is its setting {@code
 * networkaddress.cache.ttl}. Where the name server does not answer, the last answer counts. Of a
 * host with addresses of both families only those of the first one's are taken, or its registry
 * would count twice.
 *
 * <p>Limit: a look-up takes as long as the resolver does, so this is for threads that may wait.
 * Safe for use by several threads.
 */
public final class RegistryResolver {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryResolver.class);

  /** Looks up host names. */
  @FunctionalInterface
  interface Resolver {

    /** Returns all addresses of a host. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * One registry as it can be called.
   *
   * @param name what the operator wrote; a server's certificate must be for its host
   * @param at the one of several addresses that is meant; empty where the name has only one, which
   *     is then looked up with each connection
   */
  public record RegistryEndpoint(RegistryAddress name, Optional<InetAddress> at) {

    /** Returns the registry of a name that stands for one host. */
    public static RegistryEndpoint of(RegistryAddress name) {
      return new RegistryEndpoint(name, Optional.empty());
    }

    /** Returns the registry's stub; it is not called yet. */
    public Registry registry() throws RemoteException {
      return at.isEmpty()
          ? LocateRegistry.getRegistry(name.host(), name.port())
          : LocateRegistry.getRegistry(name.host(), name.port(), new FixedAddress(at.get()));
    }

    /**
     * Returns whether it is on this host, where alone a process may bind names; false also if the
     * name is not known.
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
      return at.map(
              address -> new RegistryAddress(address.getHostAddress(), name.port()).toString())
          .map(address -> address + " (" + name.host() + ")")
          .orElseGet(name::toString);
    }
  }

  /** Connects to one address of a name that has several. Never leaves this JVM. */
  private record FixedAddress(InetAddress at) implements RMIClientSocketFactory {

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

  private final Supplier<List<RegistryAddress>> names;
  private final Resolver resolver;
  private final Map<RegistryAddress, List<RegistryEndpoint>> known = new HashMap<>();

  /** Creates a resolver of the names that the operator gave. */
  public RegistryResolver(List<RegistryAddress> names) {
    this(names, InetAddress::getAllByName);
  }

  /** Creates a resolver of names that may change. */
  public RegistryResolver(Supplier<List<RegistryAddress>> names) {
    this(names, InetAddress::getAllByName);
  }

  RegistryResolver(List<RegistryAddress> names, Resolver resolver) {
    this(fixed(List.copyOf(names)), resolver);
  }

  private RegistryResolver(Supplier<List<RegistryAddress>> names, Resolver resolver) {
    this.names = names;
    this.resolver = resolver;
  }

  private static Supplier<List<RegistryAddress>> fixed(List<RegistryAddress> names) {
    return () -> names;
  }

  /** Returns the registries now, each once, in the order given; at least one for each name. */
  public synchronized List<RegistryEndpoint> registries() {
    List<RegistryAddress> present = names.get();
    known.keySet().retainAll(present);
    Set<RegistryEndpoint> all = new LinkedHashSet<>();
    present.forEach(name -> all.addAll(registriesOf(name)));
    return List.copyOf(all);
  }

  private List<RegistryEndpoint> registriesOf(RegistryAddress name) {
    List<RegistryEndpoint> before = known.getOrDefault(name, List.of(RegistryEndpoint.of(name)));
    try {
      List<RegistryEndpoint> now = endpoints(name, resolver.resolve(name.host()));
      if (known.containsKey(name) && !now.equals(before)) {
        LOG.info("the registries behind a name have changed name={} now={}", name, now);
      }
      known.put(name, now);
      return now;
    } catch (UnknownHostException e) {
      LOG.debug("not known now, the last answer counts name={}", name, e);
      return before;
    }
  }

  private static List<RegistryEndpoint> endpoints(RegistryAddress name, InetAddress[] addresses) {
    List<InetAddress> ofOneFamily =
        Arrays.stream(addresses)
            .filter(each -> each.getClass().equals(addresses[0].getClass()))
            .distinct()
            .sorted((a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress()))
            .toList();
    return ofOneFamily.size() < 2
        ? List.of(RegistryEndpoint.of(name))
        : ofOneFamily.stream().map(each -> new RegistryEndpoint(name, Optional.of(each))).toList();
  }
}
