package berkeley.slave.environment;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.ClockRemote;
import berkeley.slave.environment.RmiNetwork.RmiAddress;
import berkeley.slave.registration.Registration;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.registry.MemberLookup.MemberListing;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.AccessException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of a cluster as RMI registries list them, or a list that is kept elsewhere. What has
 * to wait for a registry does so on other threads than the node's loop.
 */
public final class RmiMembers implements MemberRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(RmiMembers.class);
  private static final long TAKE_OUT_LIMIT_NANOS = 1_000_000_000L;

  private final ClusterAddress cluster;
  private final MemberLookup lookup;
  private final RegistryResolver resolver;
  private final Supplier<Registration> registration;
  private final EventLoop loop;
  private final Executor threads;

  /**
   * Creates the list for one node.
   *
   * @param cluster where it is
   * @param ownName the node, which is not listed
   * @param registration returns what keeps the node's own entry
   * @param loop where answers are told
   * @param threads where registries are waited for
   */
  public RmiMembers(
      ClusterAddress cluster,
      String ownName,
      Supplier<Registration> registration,
      EventLoop loop,
      Executor threads) {
    this.cluster = cluster;
    this.lookup = MemberLookup.of(cluster, ownName);
    this.resolver = new RegistryResolver(cluster.registries());
    this.registration = registration;
    this.loop = loop;
    this.threads = threads;
  }

  @Override
  public void read(Set<String> settled, long deadlineTicks, Consumer<Listing> then) {
    threads.execute(
        () -> {
          Listing found = read(settled, deadlineTicks);
          loop.execute(() -> then.accept(found));
        });
  }

  private Listing read(Set<String> settled, long deadlineTicks) {
    try {
      MemberListing listing = RemoteCall.get(deadlineTicks, "", () -> lookup.read(settled));
      Map<String, PeerAddress> addresses = new HashMap<>();
      listing.clocks().forEach((name, clock) -> addresses.put(name, new RmiAddress(clock)));
      return new Listing(listing.names(), addresses, listing.complete());
    } catch (RuntimeException e) {
      LOG.warn("the members could not be listed cause={}", LogText.of(e));
      return Listing.UNKNOWN;
    }
  }

  @Override
  public void enter(Consumer<Boolean> then) {
    threads.execute(
        () -> {
          boolean entered = false;
          try {
            registration.get().refresh();
            entered = registration.get().isEntered();
          } catch (RuntimeException e) {
            LOG.error("the registration failed, going on", e);
          }
          boolean isEntered = entered;
          loop.execute(() -> then.accept(isEntered));
        });
  }

  @Override
  public void takeOut(String name, PeerAddress gone) {
    ClockRemote stub = RmiAddress.clockOf(gone);
    threads.execute(() -> resolver.registries().forEach(site -> takeOut(site, name, stub)));
  }

  private void takeOut(RegistryEndpoint site, String name, Remote stub) {
    try {
      RemoteCall.run(
          HostTicks.now() + TAKE_OUT_LIMIT_NANOS,
          "",
          () -> takeOut(site, site.registry(), cluster.boundName(name), stub));
    } catch (AccessException e) {
      LOG.trace("a registry of another host registry={}", site, e);
    } catch (RemoteException | RuntimeException e) { // what it answers is up to the registry
      LOG.debug("could not take out id={} registry={} {}", name, site, LogText.of(e));
    }
  }

  private static void takeOut(
      RegistryEndpoint site, Registry registry, String boundName, Remote stub)
      throws RemoteException {
    try {
      if (registry.lookup(boundName).equals(stub)) {
        registry.unbind(boundName);
        LOG.info("took out the name of a dead process id={} registry={}", boundName, site);
      }
    } catch (NotBoundException e) {
      LOG.trace("taken out already id={}", boundName, e);
    }
  }

  @Override
  public void leave(Runnable then) {
    threads.execute(
        () -> {
          try {
            registration.get().close();
          } catch (RuntimeException e) {
            LOG.warn("the entry could not be taken back cause={}", LogText.of(e));
          }
          loop.execute(then);
        });
  }
}
