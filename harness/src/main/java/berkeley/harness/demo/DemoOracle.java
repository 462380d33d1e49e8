package berkeley.harness.demo;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.observation.TrueOffset;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the nodes' clocks over RMI, each between two readings of the master. Where the master is
 * elected, that is the node that led last in the newest term; before the first election it is any
 * node, and nobody is held to its bound. A node that does not answer is left alone for a while, so
 * that it does not slow down the watch over the others. For one thread.
 */
final class DemoOracle {

  private static final Duration CALL_LIMIT = Duration.ofMillis(300);

  /** The first call under TLS loads some hundred classes. */
  private static final Duration FIRST_CALL_LIMIT = Duration.ofSeconds(5);

  private static final Duration REST = Duration.ofSeconds(1);

  private final Map<String, NodeRemote> nodes = new LinkedHashMap<>();
  private final Map<String, Long> restsUntilTicks = new LinkedHashMap<>();
  private final FleetPlan plan;
  private final Registry registry;
  private final double rateLimitPpm;

  /** Whom the others are compared with. */
  private String master;

  /** The term in which it was seen to lead; 0 before that. */
  private long masterTerm;

  /**
   * Finds the nodes.
   *
   * @param plan who they are
   * @param address the registry that holds them
   * @param rateLimitPpm by how much a node's rate may differ from its ticks'
   */
  DemoOracle(FleetPlan plan, RegistryAddress address, double rateLimitPpm) {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    this.plan = plan;
    this.rateLimitPpm = rateLimitPpm;
    this.master = plan.master().orElse(plan.nodes().get(0)).id();
    try {
      registry = LocateRegistry.getRegistry(address.host(), address.port());
      for (NodePlan node : plan.nodes()) {
        nodes.put(node.id(), within(FIRST_CALL_LIMIT, () -> find(registry, node.id())));
      }
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed("the registry does not answer: " + LogText.of(e));
    }
  }

  /** Watches one node more, or one that has been started again. */
  void watch(String id) {
    try {
      nodes.put(id, within(FIRST_CALL_LIMIT, () -> find(registry, id)));
      restsUntilTicks.remove(id);
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed("the registry does not answer: " + LogText.of(e));
    }
  }

  /** Reads all nodes, one after the other. */
  Snapshot look() {
    Map<String, Sighting> seen = new LinkedHashMap<>();
    nodes.keySet().forEach(id -> seen.put(id, null)); // keeps the order of the plan
    Optional<NodeStatus> before = read(master);
    for (String id : nodes.keySet()) {
      if (!id.equals(master)) {
        Optional<NodeStatus> status = read(id);
        Optional<NodeStatus> after = status.isEmpty() ? before : read(master);
        if (status.isPresent()) {
          seen.put(id, sighting(before, status.get(), after));
        }
        before = after;
      }
    }
    before.ifPresent(
        status -> seen.put(master, new Sighting(status, TrueOffset.NONE, status.state())));
    List<Sighting> sightings = seen.values().stream().filter(s -> s != null).toList();
    sightings.stream()
        .map(Sighting::status)
        .filter(status -> status.role() == Role.MASTER && status.term() > masterTerm)
        .max(Comparator.comparingLong(NodeStatus::term))
        .ifPresent(this::compareWith);
    return new Snapshot(sightings);
  }

  private void compareWith(NodeStatus leader) {
    master = leader.id();
    masterTerm = leader.term();
  }

  /** The rounds after the given one, in their order; of those masters that answer. */
  List<RoundReport> rounds(long afterTerm, long afterRound) {
    List<RoundReport> rounds = new ArrayList<>();
    for (String id : plan.elects() ? nodes.keySet() : List.of(master)) {
      call(id, () -> nodes.get(id).rounds(afterTerm, afterRound)).ifPresent(rounds::addAll);
    }
    rounds.sort(Comparator.comparingLong(RoundReport::term).thenComparingLong(RoundReport::round));
    return rounds;
  }

  private Sighting sighting(
      Optional<NodeStatus> before, NodeStatus status, Optional<NodeStatus> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER);
    }
    TrueOffset offset =
        TrueOffset.between(
            before.get().reading(), status.reading(), after.get().reading(), rateLimitPpm);
    boolean isClusterTime =
        plan.master().isPresent() || (masterTerm > 0 && status.term() <= masterTerm);
    return new Sighting(status, offset, isClusterTime ? before.get().state() : NodeState.NEWCOMER);
  }

  private Optional<NodeStatus> read(String id) {
    return call(id, nodes.get(id)::status);
  }

  private <T> Optional<T> call(String id, RemoteCall.Question<T, RemoteException> question) {
    Long restsUntil = restsUntilTicks.get(id);
    if (restsUntil != null && System.nanoTime() - restsUntil < 0) {
      return Optional.empty();
    }
    try {
      T answer = within(CALL_LIMIT, question);
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

  private static <T, E extends Exception> T within(
      Duration limit, RemoteCall.Question<T, E> question) throws E {
    return RemoteCall.get(System.nanoTime() + limit.toNanos(), RemoteCall.ANYONE, question);
  }
}
