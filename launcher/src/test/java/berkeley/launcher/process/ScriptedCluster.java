package berkeley.launcher.process;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.dashboard.FaultControls;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Five nodes that there are not, in the lines of a record: they obey orders as a demonstration's
 * do, a second at a time, as quickly as they are asked for. For tests of what a page makes of them.
 * Safe for use by several threads.
 */
final class ScriptedCluster implements FaultControls {

  private static final long SECOND = 1_000_000_000;
  private static final long EPOCH_NANOS = 1_700_000_000 * SECOND;
  private static final long LIE_NANOS = 3_600 * SECOND;
  private static final int LOOKS = 5;
  private static final int SECONDS_WITHOUT_MASTER = 2;
  private static final double DRIFT_PPM = 400;

  private final Consumer<RecordLine> sink;
  private final List<String> ids = List.of("a", "b", "c", "d", "e");
  private final Map<String, Set<String>> faults = new HashMap<>();
  private final Map<String, Double> frequencies = new LinkedHashMap<>();
  private final Set<String> silent = new HashSet<>();
  private long nanos;
  private long round;
  private long term = 1;
  private String leader = "d";
  private int waited;

  /** Creates it, with its first round of newcomers. */
  ScriptedCluster(Consumer<RecordLine> sink) {
    this.sink = sink;
    List<RecordLine.Planned> planned =
        ids.stream().map(id -> new RecordLine.Planned(id, 0, 0)).toList();
    sink.accept(
        new RecordLine.Header(
            "scripted", "now", 0, SECOND, "intersection", 500, 7, planned, "elected"));
    ids.forEach(id -> frequencies.put(id, 10.0));
    ids.forEach(id -> sink.accept(sample(id, NodeState.NEWCOMER, first(id))));
    nanos += SECOND;
    round(ids.stream().filter(id -> !id.equals(leader)).map(this::newcomer).toList());
    look();
  }

  /** Goes on for a second: five looks, and a round where somebody leads. */
  synchronized void second() {
    elect();
    for (int i = 0; i < LOOKS; i++) {
      nanos += SECOND / LOOKS;
      look();
    }
    for (Map.Entry<String, Double> each : frequencies.entrySet()) {
      double wanted = 10 - (has(each.getKey(), "drift") ? DRIFT_PPM : 0);
      each.setValue(each.getValue() + (wanted - each.getValue()) * 0.7);
    }
    if (!leader.isEmpty()) {
      List<String> asked = ids.stream().filter(id -> !id.equals(leader)).toList();
      round(asked.stream().map(this::member).toList());
      look();
    }
  }

  /** Returns the time of its newest line. */
  synchronized long nanos() {
    return nanos;
  }

  @Override
  public boolean reachNetwork() {
    return true;
  }

  @Override
  public synchronized String apply(String action, String id, Map<String, String> values) {
    String text = action + " " + id;
    sink.accept(new RecordLine.Event(nanos, EventKind.FAULT, id, text));
    switch (action) {
      case "kill-master" -> set(id, "kill", true);
      case "restart" -> set(id, "kill", false);
      case "lie", "drift", "delay" -> set(id, action, true);
      case "truth" -> set(id, "lie", false);
      case "steady" -> set(id, "drift", false);
      case "no-delay" -> set(id, "delay", false);
      case "split" -> set(id, "cut", true);
      case "heal" -> ids.stream().filter(each -> has(each, "cut")).forEach(this::mend);
      default -> throw new IllegalArgumentException("there is no '%s' here".formatted(action));
    }
    return text;
  }

  private void mend(String id) {
    set(id, "cut", false);
  }

  private void set(String id, String fault, boolean inForce) {
    Set<String> own = faults.computeIfAbsent(id, key -> new HashSet<>());
    boolean unused = inForce ? own.add(fault) : own.remove(fault); // either way it is so now
    Map<String, Long> amounts =
        !inForce
            ? Map.of()
            : switch (fault) {
              case "lie" -> Map.of("ahead_ns", LIE_NANOS);
              case "drift" -> Map.of("ppm", (long) DRIFT_PPM);
              case "delay" -> Map.of("heard_ns", 12_000_000L, "hears_ns", 4_000_000L);
              default -> Map.of();
            };
    sink.accept(new RecordLine.Fault(nanos, id, fault, inForce, amounts));
  }

  private boolean has(String id, String fault) {
    return faults.getOrDefault(id, Set.of()).contains(fault);
  }

  private boolean isReached(String id) {
    return !has(id, "kill") && !has(id, "cut");
  }

  private void elect() {
    if (!leader.isEmpty() && isReached(leader)) {
      return;
    }
    leader = "";
    if (++waited > SECONDS_WITHOUT_MASTER) {
      waited = 0;
      term++;
      round = 0;
      leader = ids.stream().filter(this::isReached).findFirst().orElseThrow();
    }
  }

  private void look() {
    List<RecordLine> events = new ArrayList<>();
    for (String id : ids) {
      if (!has(id, "kill")) {
        NodeState state = has(id, "cut") ? NodeState.HOLDOVER : NodeState.SYNCHRONISED;
        sink.accept(sample(id, state, offset(id)));
        silent.remove(id);
      } else if (silent.add(id)) {
        events.add(new RecordLine.Event(nanos, EventKind.SILENCE, id, id + " does not answer"));
      }
    }
    events.forEach(sink);
  }

  private RecordLine.Sample sample(String id, NodeState state, long offset) {
    boolean isNewcomer = state == NodeState.NEWCOMER;
    boolean leads = id.equals(leader);
    NodeStatus status =
        new NodeStatus(
            id,
            1,
            1,
            leads && !isNewcomer ? Role.MASTER : Role.SLAVE,
            state,
            term,
            leader,
            new Reading(nanos, EPOCH_NANOS + nanos + offset),
            isNewcomer ? Long.MAX_VALUE : 20_000,
            frequencies.get(id),
            0,
            0,
            round,
            0,
            nanos,
            "scripted");
    TrueOffset truth = new TrueOffset(offset, leads ? 0 : 5);
    return new RecordLine.Sample(nanos, status, leader.isEmpty() ? TrueOffset.UNKNOWN : truth);
  }

  private long first(String id) {
    return id.equals(leader) ? 0 : (ids.indexOf(id) - 1) * 600L * SECOND;
  }

  private long offset(String id) {
    return id.equals(leader) ? 0 : (ids.indexOf(id) - 2) * 3_000L;
  }

  private MemberReport newcomer(String id) {
    return new MemberReport(
        id, Outcome.NEWCOMER, "not synchronised yet", first(id), 40_000, 80_000, -first(id));
  }

  private MemberReport member(String id) {
    if (!isReached(id)) {
      return MemberReport.unreachable(id, "no answer");
    }
    if (has(id, "lie")) {
      return new MemberReport(id, Outcome.REJECTED, "alone", LIE_NANOS, 20_000, 40_000, 0);
    }
    long wrong = has(id, "delay") ? 4_000_000 : 500;
    long rtt = has(id, "delay") ? 16_200_000 : 40_000;
    return new MemberReport(
        id, Outcome.ACCEPTED, "", offset(id) + wrong, rtt / 2, rtt, -offset(id) - wrong);
  }

  private void round(List<MemberReport> members) {
    round++;
    nanos += 20_000_000;
    RoundReport report = new RoundReport(round, term, leader, 20_000_000, 0, 0, members);
    Map<String, Long> errors = new HashMap<>();
    for (MemberReport each : members) {
      if (each.outcome() == Outcome.ACCEPTED || each.outcome() == Outcome.REJECTED) {
        errors.put(each.id(), each.offsetNanos() - offset(each.id()));
      }
    }
    sink.accept(new RecordLine.Round(nanos, report, 12_000L, errors));
    if (round == 1) {
      String text = "%s leads in term %d".formatted(leader, term);
      sink.accept(new RecordLine.Event(nanos, EventKind.ELECTION, leader, text));
    }
  }
}
