package berkeley.launcher.demo;

import berkeley.api.NodeRemote;
import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.api.RegistryAddress;
import berkeley.api.RoundReport;
import berkeley.launcher.cli.CommandFailure;
import berkeley.launcher.oracle.Sighting;
import berkeley.launcher.oracle.Snapshot;
import berkeley.launcher.oracle.TrueOffset;
import berkeley.master.rmi.OneLine;
import berkeley.master.rmi.RemoteCall;
import berkeley.master.rmi.SocketLimits;
import berkeley.master.rmi.TimedSocketFactory;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the nodes' clocks over RMI, each slave between two readings of the master. A node that does
 * not answer is left alone for a while, so that it does not slow down the watch over the others.
 * For one thread.
 */
final class Oracle {

  private static final Duration CALL_LIMIT = Duration.ofMillis(300);
  private static final Duration REST = Duration.ofSeconds(1);

  private final Map<String, NodeRemote> slaves = new LinkedHashMap<>();
  private final Map<String, Long> restsUntilTicks = new LinkedHashMap<>();
  private final NodeRemote master;
  private final String masterId;
  private final double rateLimitPpm;

  /**
   * Finds the nodes.
   *
   * @param plan who they are
   * @param address the registry that holds them
   * @param rateLimitPpm by how much a node's rate may differ from its ticks'
   */
  Oracle(FleetPlan plan, RegistryAddress address, double rateLimitPpm) {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.rateLimitPpm = rateLimitPpm;
    this.masterId = plan.master().id();
    try {
      Registry registry = LocateRegistry.getRegistry(address.host(), address.port());
      for (NodePlan slave : plan.slaves()) {
        slaves.put(slave.id(), within(() -> find(registry, slave.id())));
      }
      master = within(() -> find(registry, masterId));
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed("the registry does not answer: " + OneLine.of(e));
    }
  }

  /** Reads all nodes, one after the other. */
  Snapshot look() {
    List<Sighting> sightings = new ArrayList<>();
    Optional<NodeStatus> before = read(masterId, master);
    for (Map.Entry<String, NodeRemote> slave : slaves.entrySet()) {
      Optional<NodeStatus> status = read(slave.getKey(), slave.getValue());
      Optional<NodeStatus> after = status.isEmpty() ? before : read(masterId, master);
      if (status.isPresent()) {
        sightings.add(sighting(before, status.get(), after));
      }
      before = after;
    }
    before.ifPresent(
        status -> sightings.add(new Sighting(status, TrueOffset.NONE, status.state())));
    return new Snapshot(sightings);
  }

  /** The master's rounds after the given one; none while it does not answer. */
  List<RoundReport> rounds(long afterTerm, long afterRound) {
    return call(masterId, () -> master.rounds(afterTerm, afterRound)).orElse(List.of());
  }

  private Sighting sighting(
      Optional<NodeStatus> before, NodeStatus status, Optional<NodeStatus> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER);
    }
    TrueOffset offset =
        TrueOffset.between(
            before.get().reading(), status.reading(), after.get().reading(), rateLimitPpm);
    return new Sighting(status, offset, before.get().state());
  }

  private Optional<NodeStatus> read(String id, NodeRemote node) {
    return call(id, node::status);
  }

  private <T> Optional<T> call(String id, RemoteCall.Question<T, RemoteException> question) {
    Long restsUntil = restsUntilTicks.get(id);
    if (restsUntil != null && System.nanoTime() - restsUntil < 0) {
      return Optional.empty();
    }
    try {
      T answer = within(question);
      restsUntilTicks.remove(id);
      return Optional.of(answer);
    } catch (RemoteException e) {
      restsUntilTicks.put(id, System.nanoTime() + REST.toNanos());
      return Optional.empty();
    }
  }

  private static NodeRemote find(Registry registry, String id) throws RemoteException {
    try {
      return (NodeRemote) registry.lookup(id);
    } catch (NotBoundException e) {
      throw CommandFailure.aimMissed("%s has left the registry again".formatted(id));
    }
  }

  private static <T, E extends Exception> T within(RemoteCall.Question<T, E> question) throws E {
    return RemoteCall.get(System.nanoTime() + CALL_LIMIT.toNanos(), question);
  }
}
