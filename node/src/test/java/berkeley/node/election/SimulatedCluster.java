package berkeley.node.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Several machines, their network and their discovery in virtual time: the same seed gives the same
 * run. A violation throws.
 */
final class SimulatedCluster {

  private static final long PERIOD_NANOS = 1_000_000_000L;

  final SimulatedNetwork network;
  final Map<String, SimulatedNode> nodes = new TreeMap<>();
  final Map<String, Integer> sent = new TreeMap<>();
  private final Map<String, Long> registered = new TreeMap<>();
  private final ElectionSettings settings;
  private final Function<ElectionSettings, ElectionRules> rules;
  private final Random random;
  private final ElectionInvariants invariants;
  private final Consumer<String> log;
  private long incarnations;

  SimulatedCluster(
      ElectionSettings settings,
      Function<ElectionSettings, ElectionRules> rules,
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

  void start(String name, boolean electable) {
    MemberId id = new MemberId(name, ++incarnations);
    SimulatedNode node =
        new SimulatedNode(id, electable, rules.apply(settings), random, network.nowNanos());
    nodes.put(name, node);
    note(name + " starts");
    discover(node);
    round(node);
  }

  void kill(String name) {
    SimulatedNode node = nodes.get(name);
    node.dead = true;
    registered.put(name, network.nowNanos());
    invariants.end(node.id);
    note(name + " is killed");
  }

  void stop(String name) {
    nodes.get(name).stopped = true;
    note(name + " is stopped");
  }

  void resume(String name) {
    SimulatedNode node = nodes.get(name);
    if (node.stopped) {
      node.stopped = false;
      note(name + " goes on");
      List<Runnable> late = List.copyOf(node.backlog);
      node.backlog.clear();
      late.forEach(Runnable::run);
      handle(node, new ElectionEvent.Tick());
    }
  }

  void leave(String name) {
    SimulatedNode node = nodes.get(name);
    note(name + " leaves");
    for (String other : others(name)) {
      send(node, other, new MessagesInFlight.Farewell(new Leave(node.id, node.election.term())));
    }
    node.dead = true;
    registered.remove(name);
    invariants.end(node.id);
  }

  void stepDown(String name) {
    handle(nodes.get(name), new ElectionEvent.StepDownAsked());
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
        .filter(node -> node.leads(network.nowNanos()))
        .map(node -> node.id.name())
        .toList();
  }

  SimulatedNode node(String name) {
    return nodes.get(name);
  }

  /** Runs discovery, and schedules the next. Dead nodes are listed for three more periods. */
  private void discover(SimulatedNode node) {
    if (node.dead) {
      return;
    }
    Set<String> names = new TreeSet<>();
    nodes.values().stream()
        .filter(other -> other.electable)
        .filter(
            other ->
                !other.dead
                    || network.nowNanos()
                            - registered.getOrDefault(other.id.name(), Long.MIN_VALUE / 2)
                        < 3 * PERIOD_NANOS)
        .forEach(other -> names.add(other.id.name()));
    arrive(node, new ElectionEvent.MembersSeen(names));
    network.at(network.nowNanos() + PERIOD_NANOS, () -> discover(node));
  }

  /** Runs a master's round: one correction for each other node. */
  private void round(SimulatedNode node) {
    if (node.dead) {
      return;
    }
    if (!node.stopped && node.leads(network.nowNanos())) {
      others(node.id.name())
          .forEach(
              other ->
                  send(
                      node, other, new MessagesInFlight.Correction(node.election.term(), node.id)));
    }
    network.at(network.nowNanos() + PERIOD_NANOS, () -> round(node));
  }

  private Set<String> others(String name) {
    Set<String> others = new TreeSet<>(nodes.keySet());
    others.remove(name);
    return others;
  }

  private void arrive(SimulatedNode node, ElectionEvent event) {
    if (node.stopped) {
      node.backlog.add(() -> handle(node, event));
    } else {
      handle(node, event);
    }
  }

  private void handle(SimulatedNode node, ElectionEvent event) {
    if (node.dead) {
      return;
    }
    for (ElectionAction action : node.election.handle(node.ticks(network.nowNanos()), event)) {
      invariants.check(node, action, network.nowNanos(), nodes.values());
      carryOut(node, event, action);
    }
    long alarm = ++node.alarm;
    network.at(
        node.instantOf(node.election.nextDeadlineNanos()),
        () -> {
          if (alarm == node.alarm && !node.stopped) {
            handle(node, new ElectionEvent.Tick());
          }
        });
  }

  private void carryOut(SimulatedNode node, ElectionEvent event, ElectionAction action) {
    if (action instanceof ElectionAction.SendVoteRequest a) {
      sent.merge(node.id.name(), 1, Integer::sum);
      send(node, a.to(), new MessagesInFlight.Ask(a.request()));
    } else if (action instanceof ElectionAction.SendHeartbeat a) {
      send(node, a.to(), new MessagesInFlight.Beat(a.heartbeat()));
    } else if (action instanceof ElectionAction.AnswerVote a) {
      MemberId asker = ((ElectionEvent.VoteRequested) event).request().from();
      Ballot ballot = a.reply().ballot();
      SimulatedNode candidate = nodes.get(asker.name());
      if (a.reply().granted() && ballot == Ballot.VOTE && candidate.id.equals(asker)) {
        invariants.vote(node, candidate, a.reply().ballotTerm());
      }
      sendBack(node, asker, new MessagesInFlight.Vote(a.reply()));
    } else if (action instanceof ElectionAction.AnswerHeartbeat a) {
      MemberId master = ((ElectionEvent.HeartbeatReceived) event).heartbeat().from();
      sendBack(node, master, new MessagesInFlight.BeatReply(a.reply()));
    } else if (action instanceof ElectionAction.AnswerCorrection a) {
      ElectionEvent.CorrectionReceived correction = (ElectionEvent.CorrectionReceived) event;
      if (!a.accepted()) {
        SimulatedNode master = nodes.get(correction.master());
        sendBack(node, master.id, new MessagesInFlight.Refusal(correction.term(), a.obeyedTerm()));
      }
    } else {
      note(node.id.name() + " " + Narrator.tell(action));
    }
  }

  private void send(SimulatedNode from, String to, MessagesInFlight message) {
    if (Narrator.isNews(message)) {
      note(from.id.name() + " to " + to + ": " + message);
    }
    network.send(from.id.name(), to, () -> arrive(nodes.get(to), message.event()));
  }

  /** Sends a reply, which reaches only the incarnation that asked. */
  private void sendBack(SimulatedNode from, MemberId to, MessagesInFlight message) {
    if (Narrator.isNews(message)) {
      note(from.id.name() + " to " + to.name() + ": " + message);
    }
    SimulatedNode asker = nodes.get(to.name());
    network.send(
        from.id.name(),
        to.name(),
        () -> {
          if (asker.id.equals(to)) {
            arrive(asker, message.event());
          }
        });
  }

  private void note(String line) {
    log.accept("%7.3f  %s".formatted(network.nowNanos() / 1e9, line));
  }
}
