package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * is looked up each time; how long the JVM remembers the answer is its setting {@code
 * networkaddress.cache.ttl}. Where the name server does not answer, the last answer counts. Of a
 * host with addresses of both families only those of the first one's are taken, or its registry
 * would count twice.
 *
 * <p>Limit: a look-up takes as long as the resolver does, so this is for threads that may wait.
 * Safe for use by several threads.
 */
public final class RegistryResolver {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryResolver.class);

  /** Where names are looked up. */
  @FunctionalInterface
  interface Resolver {

    /** All addresses of a host. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Supplier<List<RegistryAddress>> given;
  private final Resolver resolver;
  private final Map<RegistryAddress, List<RegistryEndpoint>> known = new HashMap<>();

  /** A book of the names that the operator gave. */
  public RegistryResolver(List<RegistryAddress> given) {
    this(given, InetAddress::getAllByName);
  }

  /** A book of names that may change. */
  public RegistryResolver(Supplier<List<RegistryAddress>> given) {
    this(given, InetAddress::getAllByName);
  }

  RegistryResolver(List<RegistryAddress> given, Resolver resolver) {
    this(fixed(List.copyOf(given)), resolver);
  }

  private RegistryResolver(Supplier<List<RegistryAddress>> given, Resolver resolver) {
    this.given = given;
    this.resolver = resolver;
  }

  private static Supplier<List<RegistryAddress>> fixed(List<RegistryAddress> names) {
    return () -> names;
  }

  /** The registries now, each once, in the order given; at least one for each name. */
  public synchronized List<RegistryEndpoint> sites() {
    List<RegistryAddress> names = given.get();
    known.keySet().retainAll(names);
    Set<RegistryEndpoint> all = new LinkedHashSet<>();
    names.forEach(name -> all.addAll(sitesOf(name)));
    return List.copyOf(all);
  }

  private List<RegistryEndpoint> sitesOf(RegistryAddress name) {
    List<RegistryEndpoint> before = known.getOrDefault(name, List.of(RegistryEndpoint.of(name)));
    try {
      List<RegistryEndpoint> now = sites(name, resolver.resolve(name.host()));
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

  private static List<RegistryEndpoint> sites(RegistryAddress name, InetAddress[] addresses) {
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
