package berkeley.harness.record;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.JsonLine;
import berkeley.simulator.text.HumanFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A round on one line: as JSON for scripts, or for people. */
public final class RoundLines {

  private RoundLines() {}

  /** As {@code master --json} prints it. */
  public static String json(RoundReport report) {
    return JsonLine.line(document(report, member -> Map.of()));
  }

  /**
   * The values of {@link #json}, in their order.
   *
   * @param more what else is known of a member; stands at the end of its values
   */
  public static Map<String, Object> document(
      RoundReport report, Function<MemberReport, Map<String, ?>> more) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("round", report.round());
    line.put("term", report.term());
    line.put("master", report.master());
    line.put("duration_ns", report.durationNanos());
    line.put("agreed_offset_ns", report.agreedOffsetNanos());
    line.put("master_delta_ns", report.masterDeltaNanos());
    line.put(
        "members", report.members().stream().map(each -> member(each, more.apply(each))).toList());
    return line;
  }

  /** For people: what became of whom. */
  public static String plain(RoundReport report) {
    return "round %d  term %d  took %s  agreed %s  %s"
        .formatted(
            report.round(),
            report.term(),
            HumanFigures.nanos(report.durationNanos()),
            HumanFigures.signed(report.agreedOffsetNanos()),
            report.members().isEmpty()
                ? "nobody to synchronise"
                : report.members().stream()
                    .map(RoundLines::plainMember)
                    .collect(Collectors.joining("; ")));
  }

  private static Map<String, Object> member(MemberReport member, Map<String, ?> more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", member.id());
    values.put("outcome", member.outcome().name());
    if (member.outcome() != Outcome.ACCEPTED) {
      values.put("reason", member.reason());
    }
    values.put("offset_ns", member.offsetNanos());
    values.put("error_bound_ns", member.errorBoundNanos());
    values.put("rtt_ns", member.rttNanos());
    values.put("delta_ns", member.deltaNanos());
    values.putAll(more);
    return values;
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
