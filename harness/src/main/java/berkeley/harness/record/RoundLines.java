package berkeley.harness.record;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.JsonLine;
import berkeley.simulator.recording.RoundDocument;
import berkeley.simulator.text.HumanFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A round on one line: as JSON for scripts, which can be parsed again, or for people. */
public final class RoundLines {

  private RoundLines() {}

  /** Returns the line that {@code master --json} prints. */
  public static String json(RoundReport report) {
    return JsonLine.line(RoundDocument.of(report, member -> Map.of()));
  }

  /** Returns the line that {@code master --json} prints of a slave that has sent its time. */
  public static String json(PushReport push) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("push", push.id());
    line.put("master", push.master());
    line.put("time_ns", push.readingNanos());
    line.put("offset_ns", push.offsetNanos());
    line.put("counted", push.counted());
    line.put("average_offset_ns", push.averageNanos());
    line.put("delta_ns", push.deltaNanos());
    return JsonLine.line(line);
  }

  /**
   * Parses a line of {@code master --json}; returns empty for any other line.
   *
   * @throws IllegalArgumentException if it is a JSON object that is no round
   */
  public static Optional<RoundReport> parse(String line) {
    if (!line.startsWith("{") || line.startsWith("{\"push\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(report(JsonValues.parse(line)));
    } catch (IOException | ClassCastException e) {
      throw new IllegalArgumentException("it is no round: " + line, e);
    }
  }

  /** Reads a round's values. */
  static RoundReport report(JsonValues line) {
    List<MemberReport> members = new ArrayList<>();
    for (JsonValues member : line.list("members")) {
      members.add(
          new MemberReport(
              member.text("id"),
              member.name("outcome", Outcome.class),
              member.has("reason") ? member.text("reason") : "",
              member.number("offset_ns"),
              member.number("error_bound_ns"),
              member.number("rtt_ns"),
              member.number("delta_ns")));
    }
    return new RoundReport(
        line.number("round"),
        line.number("term"),
        line.text("master"),
        line.number("duration_ns"),
        line.number("agreed_offset_ns"),
        line.number("master_delta_ns"),
        members);
  }

  /** Returns a line for people: what became of each member. */
  public static String plain(RoundReport report) {
    return "round %d  term %d  took %s  agreed %s  %s"
        .formatted(
            report.round(),
            report.term(),
            HumanFigures.nanos(report.durationNanos()),
            HumanFigures.signed(report.agreedOffsetNanos()),
            report.members().isEmpty()
                ? "nobody to ask"
                : report.members().stream()
                    .map(RoundLines::plainMember)
                    .collect(Collectors.joining("; ")));
  }

  private static String plainMember(MemberReport member) {
    String outcome =
        member.outcome() == Outcome.ACCEPTED
            ? ""
            : " %s (%s)".formatted(member.outcome(), member.reason());
    return member.outcome() == Outcome.UNREACHABLE
        ? member.id() + outcome
        : "%s %s +-%s%s"
            .formatted(
                member.id(),
                HumanFigures.signed(member.offsetNanos()),
                HumanFigures.nanos(member.errorBoundNanos()),
                outcome);
  }
}
