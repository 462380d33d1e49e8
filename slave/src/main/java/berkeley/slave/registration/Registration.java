package berkeley.slave.registration;

import berkeley.transport.export.HostRegistry;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.AccessException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration of a node in its registries, and in the directory of members if there is one.
 *
 * <p>A registry may not be there yet, may be restarted and be empty then, and tells nobody: so the
 * entry is checked periodically, and made again when it is gone. RMI lets only processes of the
 * same host bind, so of several registries a node is entered in those of its own host alone, and
 * whether the others answer does not matter. Safe for use by several threads.
 */
public final class Registration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final long CALL_LIMIT_NANOS = 2_000_000_000L;

  private final String id;
  private final Remote stub;
  private final RegistryResolver resolver;
  private final Optional<HostRegistry> own;
  private final Optional<MemberDirectory> directory;
  private final String boundName;
  private final Set<RegistryEndpoint> missing = ConcurrentHashMap.newKeySet();
  private final Set<RegistryEndpoint> entered = ConcurrentHashMap.newKeySet();
  private final Set<RegistryEndpoint> refused = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);
  private boolean withoutRegistry;
  private Optional<Boolean> listed = Optional.empty();
  private volatile boolean closed;

  /**
   * Creates a registration without entries; {@link #refresh} makes them.
   *
   * @param id the name to enter
   * @param stub what to enter under it
   * @param cluster where
   * @param own a registry in this process, where it is entered whatever the address says; needed
   *     where there is a directory
   * @throws IllegalArgumentException if it would be in no registry
   */
  public Registration(String id, Remote stub, ClusterAddress cluster, Optional<HostRegistry> own) {
    this.id = id;
    this.stub = stub;
    this.resolver = new RegistryResolver(cluster.registries());
    this.own = own;
    this.directory = cluster.directory();
    this.boundName = cluster.boundName(id);
    if (directory.isPresent() && own.isEmpty()) {
      throw new IllegalArgumentException(
          "registry: a node that is listed elsewhere needs a registry of its own");
    }
  }

  /**
   * Searches for a living node of the same name, here and on other hosts.
   *
   * @return where it is registered, empty if there is none
   */
  public Optional<RegistryEndpoint> livingNamesake() {
    List<RegistryEndpoint> registries =
        directory
            .map(list -> Optional.ofNullable(list.members().members().get(id)))
            .map(entry -> entry.map(RegistryEndpoint::of).stream().toList())
            .orElseGet(resolver::registries);
    return new DuplicateNameCheck(id, boundName, stub).findIn(registries);
  }

  /**
   * Makes the entries that are missing. Never fails: what could not be done is tried the next time.
   */
  public synchronized void refresh() {
    if (closed) {
      return;
    }
    own.ifPresent(this::enterOwn);
    List<RegistryEndpoint> all = resolver.registries();
    List<RegistryEndpoint> here = all.stream().filter(RegistryEndpoint::isLocal).toList();
    boolean somewhere = own.isPresent() || !here.isEmpty();
    // A registry may be of this host though its address does not look like it.
    (somewhere ? here : all)
        .stream().filter(endpoint -> !refused.contains(endpoint)).forEach(this::enter);
    warnIfWithoutRegistry(!somewhere && refused.containsAll(all), all);
  }

  private void enterOwn(HostRegistry registry) {
    try {
      registry.registry().rebind(boundName, stub);
      if (directory.map(list -> isListed(list, registry)).orElse(true)) {
        first.countDown();
      }
    } catch (RemoteException e) {
      LOG.warn("cannot be entered in the own registry node={} cause={}", id, LogText.of(e));
    }
  }

  private boolean isListed(MemberDirectory list, HostRegistry registry) {
    boolean now = list.enter(id, registry.address());
    if (!listed.equals(Optional.of(now))) {
      listed = Optional.of(now);
      if (now) {
        LOG.info("listed node={} registry={}", id, registry.address());
      } else {
        LOG.warn("not listed, will go on trying node={} servers={}", id, list.servers());
      }
    }
    return now;
  }

  private void enter(RegistryEndpoint endpoint) {
    try {
      RemoteCall.run(deadline(), RemoteCall.ANYONE, () -> enter(endpoint, endpoint.registry()));
      if (missing.remove(endpoint)) {
        LOG.info("registry found node={} registry={}", id, endpoint);
      }
    } catch (AccessException e) {
      refused.add(endpoint);
      LOG.info("registry of another host, entered elsewhere node={} registry={}", id, endpoint);
    } catch (RemoteException e) {
      entered.remove(endpoint);
      if (missing.add(endpoint)) {
        LOG.warn(
            "no registry, will go on trying node={} registry={} cause={}",
            id,
            endpoint,
            LogText.of(e));
      }
    }
  }

  private void enter(RegistryEndpoint endpoint, Registry registry) throws RemoteException {
    if (isOwn(registry)) {
      // Also if it was silent for a while, or the answer to the entry was lost.
      entered.add(endpoint);
      first.countDown();
      return;
    }
    registry.rebind(boundName, stub);
    first.countDown();
    if (entered.add(endpoint)) {
      LOG.info("registered node={} registry={}", id, endpoint);
    } else {
      LOG.warn("registered again, the registry had lost it node={} registry={}", id, endpoint);
    }
  }

  private void warnIfWithoutRegistry(boolean isWithoutRegistry, List<RegistryEndpoint> all) {
    if (isWithoutRegistry && !withoutRegistry) {
      LOG.warn(
          "no registry of this host among {}: start one here and name it too, or run the node with"
              + " --own-registry node={}",
          all,
          id);
    }
    withoutRegistry = isWithoutRegistry;
  }

  private boolean isOwn(Registry registry) throws RemoteException {
    return DuplicateNameCheck.bound(registry, boundName).filter(stub::equals).isPresent();
  }

  /**
   * Waits for the first entry.
   *
   * @param timeout how long to wait at most
   * @return whether there is one
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitFirst(Duration timeout) throws InterruptedException {
    return first.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
  }

  /** {@return whether the node is, or has been, entered in a registry} */
  public boolean isEntered() {
    return first.getCount() == 0;
  }

  /** Removes the entries that are still this node's. */
  @Override
  public synchronized void close() {
    closed = true;
    directory.ifPresent(list -> list.leave(id));
    own.ifPresent(this::leaveOwn);
    for (RegistryEndpoint endpoint : entered) {
      try {
        RemoteCall.run(deadline(), RemoteCall.ANYONE, () -> leave(endpoint.registry()));
      } catch (RemoteException e) {
        LOG.debug("could not be taken back node={} registry={}", id, endpoint, e);
      }
    }
  }

  private void leaveOwn(HostRegistry registry) {
    try {
      leave(registry.registry());
    } catch (RemoteException e) {
      LOG.debug("could not be taken back node={}", id, e);
    }
  }

  private void leave(Registry registry) throws RemoteException {
    try {
      if (isOwn(registry)) {
        registry.unbind(boundName);
      }
    } catch (NotBoundException e) {
      LOG.debug("gone between lookup and unbind node={}", id, e);
    }
  }

  private static long deadline() {
    return HostTicks.now() + CALL_LIMIT_NANOS;
  }
}
