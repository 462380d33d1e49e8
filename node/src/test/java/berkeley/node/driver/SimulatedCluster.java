package berkeley.node.driver;

import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.wire.Ballot;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.VoteReply;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Several nodes' election drivers, their network and their registry in virtual time: the same seed
 * gives the same run. A violation throws.
 */
final class SimulatedCluster {

  private static final long PERIOD_NANOS = 1_000_000_000L;

  final SimulatedNetwork network;
  final ElectionInvariants invariants;
  final Map<String, SimulatedNode> nodes = new TreeMap<>();

  /** How many questions of an election each node has asked. */
  final Map<String, Integer> asked = new TreeMap<>();

  private final Map<String, Long> diedNanos = new TreeMap<>();
  private final Set<String> left = new TreeSet<>();
  private final ElectionSettings settings;
  private final RulesUnderTest rules;
  private final Random random;
  private final Consumer<String> log;
  private long incarnations;

  SimulatedCluster(
      ElectionSettings settings,
      RulesUnderTest rules,
      long seed,
      ElectionInvariants invariants,
      Consumer<String> log) {
    this.settings = settings;
    this.rules = rules;
    this.invariants = invariants;
    this.log = log;
    random = new Random(seed);
    network = new SimulatedNetwork(random);
  }

  void start(String name) {
    MemberId id = new MemberId(name, ++incarnations);
    SimulatedNode node = new SimulatedNode(id, this, settings, rules, random);
    nodes.put(name, node);
    left.remove(name);
    note(name + " starts");
    node.start();
    round(node);
  }

  void kill(String name) {
    end(nodes.get(name));
    note(name + " is killed");
  }

  private void end(SimulatedNode node) {
    if (!node.dead) {
      node.dead = true;
      diedNanos.put(node.id.name(), network.nowNanos());
      invariants.end(node.id);
    }
  }

  void stop(String name) {
    nodes.get(name).stop();
    note(name + " is stopped");
  }

  void resume(String name) {
    SimulatedNode node = nodes.get(name);
    if (node.isStopped()) {
      note(name + " goes on");
      node.resume();
    }
  }

  void leave(String name) {
    SimulatedNode node = nodes.get(name);
    note(name + " leaves");
    left.add(name);
    node.close(() -> end(node));
  }

  void stepDown(String name) {
    nodes.get(name).askToStepDown();
  }

  void split(Set<String> one, Set<String> other) {
    network.cut(one, other);
    network.cut(other, one);
    note("split " + new TreeSet<>(one) + " / " + new TreeSet<>(other));
  }

  void heal() {
    network.heal();
    note("healed");
  }

  void runFor(Duration duration) {
    long until = network.nowNanos() + duration.toNanos();
    while (network.advance(until)) {
      // Each task does its own work.
    }
  }

  List<String> leaders() {
    return nodes.values().stream()
        .filter(SimulatedNode::leads)
        .map(node -> node.id.name())
        .toList();
  }

  SimulatedNode node(String name) {
    return nodes.get(name);
  }

  /** Returns what a node finds listed. Dead nodes are listed for three more periods. */
  Listing listingFor(
      SimulatedNode reader, Set<String> settled, Function<SimulatedNode, PeerAddress> way) {
    Set<String> names = new TreeSet<>();
    Map<String, PeerAddress> addresses = new HashMap<>();
    for (SimulatedNode node : nodes.values()) {
      String name = node.id.name();
      boolean isListed =
          !left.contains(name)
              && (!node.dead
                  || network.nowNanos() - diedNanos.getOrDefault(name, 0L) < 3 * PERIOD_NANOS);
      if (node != reader && isListed) {
        names.add(name);
        if (!settled.contains(name)) {
          addresses.put(name, way.apply(node));
        }
      }
    }
    return new Listing(names, addresses, true);
  }

  /** Runs a master's round: one correction for each other node. */
  private void round(SimulatedNode node) {
    if (node.dead) {
      return;
    }
    if (!node.isStopped() && node.leads()) {
      nodes.values().stream().filter(other -> other != node).forEach(node::correct);
    }
    network.at(network.nowNanos() + PERIOD_NANOS, () -> round(node));
  }

  /** Notes a question; heartbeats are no news. */
  void noteRequest(SimulatedNode from, String to, Request<?> request) {
    if (request instanceof Request.Vote vote) {
      asked.merge(from.id.name(), 1, Integer::sum);
      note(
          "%s to %s: %s term %d"
              .formatted(from.id.name(), to, vote.request().ballot(), vote.request().term()));
    } else if (request instanceof Request.Farewell) {
      note("%s to %s: farewell".formatted(from.id.name(), to));
    }
  }

  /** Notes an answer; accepted heartbeats are no news. */
  void noteAnswer(SimulatedNode from, SimulatedNode to, Object answer) {
    if (answer instanceof VoteReply reply) {
      note(
          "%s to %s: %s to %s term %d%s"
              .formatted(
                  from.id.name(),
                  to.id.name(),
                  reply.granted() ? "yes" : "no",
                  reply.ballot(),
                  reply.ballotTerm(),
                  reply.granted() ? "" : ", knows term " + reply.term()));
      if (reply.granted() && reply.ballot() == Ballot.VOTE) {
        invariants.vote(from.id, to.id, reply.ballotTerm());
      }
    } else if (answer instanceof HeartbeatReply reply && !reply.accepted()) {
      note(
          "%s to %s: refuses heartbeat of term %d, knows term %d"
              .formatted(from.id.name(), to.id.name(), reply.heartbeatTerm(), reply.term()));
    }
  }

  void note(String line) {
    log.accept("%7.3f  %s".formatted(network.nowNanos() / 1e9, line));
  }
}
