package berkeley.harness.process;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.console.CommandFailure;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.CallerIdentity;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock beneath a node, for whoever sets it while it runs: a fault, only in processes started
 * for it. It is bound in a cluster of its own, {@code settable} or {@code NAME.settable}, so that
 * no master takes it for a member. Safe for use by several threads.
 */
public final class SettableServant implements ClockRemote, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SettableServant.class);
  private static final String CLUSTER = "settable";
  private static final long LIMIT_NANOS = 2_000_000_000L;

  private final LongSupplier nodeTime;
  private final LongConsumer jump;
  private final List<RegistryEndpoint> bound = new ArrayList<>();
  private Optional<ExportedObject> export = Optional.empty();
  private String boundName = "";

  /**
   * Creates it.
   *
   * @param nodeTime returns what the node's clock shows, in nanoseconds since the Unix epoch
   * @param jump adds to the clock at once; throws {@link IllegalArgumentException} if it cannot
   */
  public SettableServant(LongSupplier nodeTime, LongConsumer jump) {
    this.nodeTime = nodeTime;
    this.jump = jump;
  }

  /** Returns the cluster in which the settable clocks of a cluster's nodes are bound. */
  public static ClusterAddress settable(ClusterAddress cluster) {
    String name = cluster.cluster().isEmpty() ? CLUSTER : cluster.cluster() + "." + CLUSTER;
    return new ClusterAddress(cluster.registriesNow(), name);
  }

  /**
   * Binds it under the node's name.
   *
   * @throws CommandFailure if no registry of this host takes it
   */
  public void bind(String id, ClusterAddress cluster, ListenSettings listen) {
    ClusterAddress own = settable(cluster);
    try {
      ExportedObject exported = new ExportedObject(this, 0, new LimitedServerSockets(listen));
      export = Optional.of(exported);
      List<RegistryEndpoint> here =
          new RegistryResolver(own.registries())
              .registries().stream().filter(RegistryEndpoint::isLocal).toList();
      boundName = own.boundName(id);
      for (RegistryEndpoint endpoint : here) {
        RemoteCall.run(
            HostTicks.now() + LIMIT_NANOS,
            RemoteCall.ANYONE,
            () -> endpoint.registry().rebind(boundName, exported.stub()));
        bound.add(endpoint);
      }
    } catch (RemoteException e) {
      throw CommandFailure.missing(
          "the clock beneath '%s' cannot be bound (%s)".formatted(id, LogText.of(e)), e);
    }
  }

  @Override
  public long getTime() {
    return nodeTime.getAsLong();
  }

  @Override
  public void adjust(Adjustment delta) {
    CallerIdentity.requireOperator();
    jump.accept(delta.deltaNanos());
  }

  @Override
  public void close() {
    for (RegistryEndpoint endpoint : bound) {
      try {
        RemoteCall.run(HostTicks.now() + LIMIT_NANOS, RemoteCall.ANYONE, () -> leave(endpoint));
      } catch (RemoteException e) {
        LOG.debug("could not be taken back name={} registry={}", boundName, endpoint, e);
      }
    }
    export.ifPresent(ExportedObject::close);
  }

  private void leave(RegistryEndpoint endpoint) throws RemoteException {
    try {
      endpoint.registry().unbind(boundName);
    } catch (NotBoundException e) {
      LOG.trace("the registry has lost it already name={}", boundName, e);
    }
  }
}
