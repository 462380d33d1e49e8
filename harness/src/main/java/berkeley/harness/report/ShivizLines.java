package berkeley.harness.report;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.harness.console.JsonLine;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.text.HumanFigures;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The messages of a record's rounds as a log that ShiViz draws: who sent what to whom, with vector
 * clocks. Two lines an event, the host with its clock and then the text; ShiViz reads them with the
 * expression {@value #EXPRESSION}. It demands that each host's own count begins with 1 and rises by
 * one, and that no clock has a host without events.
 *
 * <p>A record holds the result of a round, not each probe: the burst of a member becomes one
 * question and one answer, with the members in the order of their names.
 */
final class ShivizLines implements Consumer<RecordLine> {

  static final String EXPRESSION = "(?<host>\\S*) (?<clock>\\{.*\\})\\n(?<event>.*)";

  private final PrintWriter out;
  private final Map<String, Map<String, Long>> clocks = new LinkedHashMap<>();

  ShivizLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(RecordLine line) {
    if (line instanceof Round round) {
      accept(round);
    } else if (line instanceof Event event && !event.id().isEmpty()) {
      happens(hostOf(event.id()), event.text());
    }
  }

  private void accept(Round round) {
    String master = hostOf(round.report().master());
    String name = "round %d of term %d".formatted(round.report().round(), round.report().term());
    happens(master, name + ": asks for the time");
    Map<String, Long> question = clockOf(master);
    for (MemberReport member : round.report().members()) {
      if (member.outcome() != Outcome.UNREACHABLE) {
        learns(hostOf(member.id()), question, name + ": tells its time");
        learns(
            master,
            clockOf(hostOf(member.id())),
            "%s: %s is %s +- %s"
                .formatted(
                    name,
                    member.id(),
                    HumanFigures.signed(member.offsetNanos()),
                    HumanFigures.nanos(member.errorBoundNanos())));
      }
    }
    happens(
        master,
        "%s: agrees on %s"
            .formatted(name, HumanFigures.signed(round.report().agreedOffsetNanos())));
    Map<String, Long> correction = clockOf(master);
    for (MemberReport member : round.report().members()) {
      if (member.outcome() != Outcome.UNREACHABLE) {
        learns(
            hostOf(member.id()),
            correction,
            "%s: %s, adjusts by %s"
                .formatted(name, member.outcome(), HumanFigures.signed(member.deltaNanos())));
      }
    }
  }

  private Map<String, Long> clockOf(String host) {
    return Map.copyOf(clocks.computeIfAbsent(host, key -> new TreeMap<>()));
  }

  private void learns(String host, Map<String, Long> sent, String text) {
    Map<String, Long> clock = clocks.computeIfAbsent(host, key -> new TreeMap<>());
    sent.forEach((other, count) -> clock.merge(other, count, Math::max));
    happens(host, text);
  }

  private void happens(String host, String text) {
    Map<String, Long> clock = clocks.computeIfAbsent(host, key -> new TreeMap<>());
    clock.merge(host, 1L, Long::sum);
    out.println(host + " " + JsonLine.line(clock));
    out.println(text.replaceAll("\\R", " "));
  }

  /** Returns the host of a name, which for ShiViz ends at the first space. */
  private static String hostOf(String id) {
    return id.replaceAll("\\s", "_");
  }
}
