package berkeley.harness.demo;

import static java.util.Objects.requireNonNull;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.status.ReferencedReading;
import berkeley.harness.status.StatusClient;
import berkeley.simulator.observation.NewestMaster;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.observation.TrueOffset;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the nodes' clocks over RMI, each between two readings of the master. Where the master is
 * elected, that is the node that led last in the newest term; before the first election it is any
 * node, and no node is held to its bound. For one thread.
 */
final class DemoOracle {

  private static final Logger LOG = LoggerFactory.getLogger(DemoOracle.class);
  private static final Duration CALL_LIMIT = Duration.ofMillis(300);

  /** The first call under TLS loads some hundred classes. */
  private static final Duration FIRST_CALL_LIMIT = Duration.ofSeconds(5);

  /** A silent node must not delay the reading of the others. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final FleetPlan plan;
  private final StatusClient client;
  private final Set<String> ids = new LinkedHashSet<>();
  private final double rateLimitPpm;

  /** The node with which the others are compared. */
  private String master;

  /** The term in which it was seen to lead; 0 before that. */
  private long masterTerm;

  /**
   * Looks the nodes up.
   *
   * @param plan the nodes
   * @param registry where they are bound
   * @param rateLimitPpm by how much a node's rate may differ from its ticks'
   */
  DemoOracle(FleetPlan plan, RegistryAddress registry, double rateLimitPpm) {
    this.plan = plan;
    this.client = new StatusClient(ClusterAddress.at(List.of(registry)), CALL_LIMIT, REST);
    this.rateLimitPpm = rateLimitPpm;
    this.master = plan.master().orElse(plan.nodes().get(0)).id();
    plan.nodes().forEach(node -> watch(node.id()));
  }

  /** Watches one node more, or one that has been started again. */
  void watch(String id) {
    try {
      client.lookUp(id, FIRST_CALL_LIMIT);
      ids.add(id);
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s cannot be found in the registry: %s".formatted(id, LogText.of(e)));
    }
  }

  /** Reads all nodes, one after the other. */
  Snapshot look() {
    List<String> others = ids.stream().filter(id -> !id.equals(master)).toList();
    Map<String, ReferencedReading> readings = client.readAgainst(master, others);
    Optional<NodeStatus> newestOfMaster =
        requireNonNull(readings.get(others.get(others.size() - 1))).after();
    List<Sighting> sightings = new ArrayList<>();
    for (String id : ids) {
      ReferencedReading reading = readings.get(id);
      if (reading == null) { // it is the master with which the others are compared
        newestOfMaster.ifPresent(
            status -> sightings.add(new Sighting(status, TrueOffset.NONE, status.state())));
      } else {
        reading.node().ifPresent(status -> sightings.add(sighting(reading, status)));
      }
    }
    NewestMaster.of(sightings.stream().map(Sighting::status))
        .filter(newest -> newest.term() > masterTerm)
        .ifPresent(this::compareWith);
    return new Snapshot(sightings);
  }

  private void compareWith(NodeStatus leader) {
    master = leader.id();
    masterTerm = leader.term();
  }

  /** Returns the rounds after the given one, in their order, of those masters that answer. */
  List<RoundReport> rounds(long afterTerm, long afterRound) {
    List<RoundReport> rounds = new ArrayList<>();
    for (String id : plan.elects() ? ids : List.of(master)) {
      try {
        rounds.addAll(client.ask(id, node -> node.rounds(afterTerm, afterRound)));
      } catch (RemoteException e) {
        LOG.debug("no rounds of a node that does not answer id={}", id, e);
      }
    }
    rounds.sort(Comparator.comparingLong(RoundReport::term).thenComparingLong(RoundReport::round));
    return rounds;
  }

  private Sighting sighting(ReferencedReading reading, NodeStatus status) {
    if (!reading.isComplete()) {
      return new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER);
    }
    NodeStatus before = reading.before().get();
    TrueOffset offset =
        before.sharesTicksWith(status)
            ? TrueOffset.between(
                before.reading(), status.reading(), reading.after().get().reading(), rateLimitPpm)
            : TrueOffset.UNKNOWN;
    boolean isClusterTime =
        plan.master().isPresent() || (masterTerm > 0 && status.term() <= masterTerm);
    return new Sighting(status, offset, isClusterTime ? before.state() : NodeState.NEWCOMER);
  }
}
