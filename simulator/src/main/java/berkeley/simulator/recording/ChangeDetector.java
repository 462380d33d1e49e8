package berkeley.simulator.recording;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares each look and each round with the one before, and returns what has changed: states,
 * masters, outcomes, silence. For one thread; reads no clock.
 */
final class ChangeDetector {

  private final Map<String, Sighting> newest = new HashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private long term;
  private String master = "";

  /** Returns what has changed since the look before. */
  List<Event> looked(long atNanos, Snapshot snapshot) {
    List<Event> events = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Sighting sighting : snapshot.sightings()) {
      NodeStatus now = sighting.status();
      seen.add(now.id());
      if (silent.remove(now.id()) && isSameIncarnation(now)) {
        events.add(event(atNanos, EventKind.ARRIVAL, now.id(), now.id() + " answers again"));
      }
      compare(atNanos, newest.put(now.id(), sighting), sighting, events);
    }
    for (String id : newest.keySet()) {
      if (!seen.contains(id) && silent.add(id)) {
        events.add(event(atNanos, EventKind.SILENCE, id, id + " does not answer"));
      }
    }
    return events;
  }

  /** Returns what has changed since the round before. */
  List<Event> round(long atNanos, RoundReport report) {
    List<Event> events = new ArrayList<>();
    if (report.term() > term || !report.master().equals(master)) {
      String before = master.isEmpty() ? "" : "; %s led term %d".formatted(master, term);
      term = report.term();
      master = report.master();
      String text = "%s leads in term %d%s".formatted(master, term, before);
      events.add(event(atNanos, EventKind.ELECTION, master, text));
    }
    for (MemberReport member : report.members()) {
      Outcome before = outcomes.put(member.id(), member.outcome());
      if (before != null && before != member.outcome() && isEvent(before, member)) {
        events.add(event(atNanos, EventKind.OUTCOME, member.id(), outcome(member, report.round())));
      }
    }
    return events;
  }

  /** Returns whether a change is an event; that of a newcomer shows in its state. */
  private static boolean isEvent(Outcome before, MemberReport now) {
    boolean isSynchronised = before == Outcome.NEWCOMER && now.outcome() == Outcome.ACCEPTED;
    return !isSynchronised && now.outcome() != Outcome.NEWCOMER;
  }

  private boolean isSameIncarnation(NodeStatus now) {
    Sighting before = newest.get(now.id());
    return before != null && before.status().incarnation() == now.incarnation();
  }

  private static void compare(long atNanos, Sighting before, Sighting now, List<Event> events) {
    NodeStatus status = now.status();
    if (before == null) {
      return;
    }
    if (before.status().incarnation() != status.incarnation()) {
      String text = "%s is back in a new life%s".formatted(status.id(), process(status));
      events.add(event(atNanos, EventKind.ARRIVAL, status.id(), text));
    } else if (before.status().state() != status.state()) {
      String text =
          "%s: %s to %s%s"
              .formatted(status.id(), before.status().state(), status.state(), step(before, now));
      events.add(event(atNanos, EventKind.STATE, status.id(), text));
    }
  }

  /** Returns which process it is, in words; there is none in virtual time. */
  private static String process(NodeStatus status) {
    return status.pid() == 0 ? "" : " (pid %d)".formatted(status.pid());
  }

  /** Returns by how much a newcomer was stepped, in words. */
  private static String step(Sighting before, Sighting now) {
    boolean wasStepped =
        before.status().state() == NodeState.NEWCOMER
            && now.offset().isKnown()
            && before.offset().isKnown()
            && now.offset().nanos() != before.offset().nanos();
    return wasStepped
        ? ", stepped by " + HumanFigures.signed(now.offset().nanos() - before.offset().nanos())
        : "";
  }

  private static String outcome(MemberReport member, long round) {
    return "%s: %s in round %d%s"
        .formatted(
            member.id(),
            member.outcome(),
            round,
            member.reason().isEmpty() ? "" : " (" + member.reason() + ")");
  }

  private static Event event(long atNanos, EventKind kind, String id, String text) {
    return new Event(atNanos, kind, id, text);
  }
}
