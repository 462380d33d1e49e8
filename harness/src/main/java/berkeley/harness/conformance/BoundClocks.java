package berkeley.harness.conformance;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Clocks of ours in a registry of this host, for a master that is examined. For one thread.
 *
 * <p>Closing takes them out again.
 */
public final class BoundClocks implements MasterExaminer.Members, AutoCloseable {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);

  private final ClusterAddress cluster;
  private final RegistryEndpoint registry;
  private final Map<String, Remote> exported = new HashMap<>();

  /**
   * Prepares to bind clocks.
   *
   * @param cluster the first of its registries is used; it has to be of this host
   */
  public BoundClocks(ClusterAddress cluster) {
    this.cluster = cluster;
    this.registry = RegistryEndpoint.of(cluster.registriesNow().get(0));
  }

  /**
   * Waits for a master and examines it.
   *
   * @param names three names to bind
   * @param wallNanos the true time, in nanoseconds since the Unix epoch
   * @param firstLimit how long to wait for the master
   * @param limit how long to wait for anything else
   * @throws CommandFailure if the names cannot be bound, or no master comes
   */
  public List<Finding> examineMaster(
      List<String> names, LongSupplier wallNanos, Duration firstLimit, Duration limit)
      throws InterruptedException {
    return new MasterExaminer(this, names, wallNanos, MasterExaminer::inRealTime, firstLimit, limit)
        .examine();
  }

  @Override
  public void enter(String name, WatchedClock clock) {
    try {
      leave(name);
      Remote stub = UnicastRemoteObject.exportObject(clock, 0);
      exported.put(name, clock);
      RemoteCall.run(
          deadline(),
          RemoteCall.ANYONE,
          () -> registry.registry().rebind(cluster.boundName(name), stub));
    } catch (RemoteException e) {
      throw CommandFailure.missing(
          "'%s' cannot be bound in the registry at %s (%s); it has to be a registry of this host"
              .formatted(name, registry, LogText.of(e)),
          e);
    }
  }

  private void leave(String name) throws NoSuchObjectException {
    Remote before = exported.remove(name);
    if (before != null) {
      UnicastRemoteObject.unexportObject(before, true);
    }
  }

  @Override
  public void close() {
    for (String name : List.copyOf(exported.keySet())) {
      try {
        leave(name);
        RemoteCall.run(
            deadline(),
            RemoteCall.ANYONE,
            () -> {
              try {
                registry.registry().unbind(cluster.boundName(name));
              } catch (NotBoundException e) {
                return; // as it is to be
              }
            });
      } catch (RemoteException e) {
        return; // the registry is gone, and the clocks with this process
      }
    }
  }

  private static long deadline() {
    return HostTicks.now() + CALL_LIMIT.toNanos();
  }
}
