package berkeley.simulator.recording;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a master reports of a round, as {@code master --json} and the record both write it. */
public final class RoundDocument {

  private RoundDocument() {}

  /**
   * Returns the values of a round, in their order.
   *
   * @param more returns further values of a member, which follow the others
   */
  public static Map<String, Object> of(
      RoundReport report, Function<MemberReport, Map<String, ?>> more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("round", report.round());
    values.put("term", report.term());
    values.put("master", report.master());
    values.put("duration_ns", report.durationNanos());
    values.put("agreed_offset_ns", report.agreedOffsetNanos());
    values.put("master_delta_ns", report.masterDeltaNanos());
    values.put(
        "members", report.members().stream().map(each -> member(each, more.apply(each))).toList());
    return values;
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
}
