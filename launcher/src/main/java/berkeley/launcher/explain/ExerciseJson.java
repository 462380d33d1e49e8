package berkeley.launcher.explain;

import berkeley.api.wire.PushReport;
import berkeley.harness.console.JsonLine;
import berkeley.master.explain.ExplainedClock;
import berkeley.master.explain.PlainNumbers;
import berkeley.master.explain.RoundExplanation;
import berkeley.master.explain.TimeNotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document of {@code explain --json}. Times are in nanoseconds since midnight, with {@code _ns}
 * in their keys; plain numbers stay plain numbers.
 */
public final class ExerciseJson {

  private final boolean plain;

  /** Creates documents in which times are as in the notation. */
  public ExerciseJson(TimeNotation notation) {
    this.plain = notation instanceof PlainNumbers;
  }

  /** Returns a round's document. */
  public String round(RoundExplanation round, String average) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("average", average);
    document.put("counted", round.counted());
    put(document, "average_offset", round.averageNanos());
    put(document, "average_time", round.masterNanos() + round.averageNanos());
    List<Map<String, Object>> clocks = new ArrayList<>();
    clocks.add(
        clock(
            round.master(),
            round.masterNanos(),
            new ExplainedClock(
                round.master(),
                true,
                0,
                round.masterCounted(),
                "",
                round.masterDeltaNanos() != 0,
                round.masterDeltaNanos(),
                round.masterAfterNanos())));
    round
        .clocks()
        .forEach(
            each -> clocks.add(clock(each.id(), round.masterNanos() + each.offsetNanos(), each)));
    document.put("clocks", clocks);
    return JsonLine.line(document);
  }

  private Map<String, Object> clock(String id, long timeNanos, ExplainedClock clock) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    put(values, "time", timeNanos);
    put(values, "offset", clock.offsetNanos());
    values.put("counts", clock.counted());
    if (!clock.reason().isEmpty()) {
      values.put("reason", clock.reason());
    }
    put(values, "delta", clock.deltaNanos());
    put(values, "after", clock.afterNanos());
    return values;
  }

  /** Returns the document of slaves that send their times. */
  public String pushes(List<PushReport> pushes) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("average", "mean");
    document.put("pushes", pushes.stream().map(this::push).toList());
    return JsonLine.line(document);
  }

  private Map<String, Object> push(PushReport push) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", push.id());
    put(values, "time", push.readingNanos());
    put(values, "offset", push.offsetNanos());
    values.put("counted", push.counted());
    put(values, "average_offset", push.averageNanos());
    put(values, "delta", push.deltaNanos());
    put(values, "after", push.afterNanos());
    return values;
  }

  private void put(Map<String, Object> values, String key, long nanos) {
    if (plain) {
      BigDecimal number = BigDecimal.valueOf(nanos, 6).stripTrailingZeros();
      values.put(key, number.scale() <= 0 ? (Object) number.longValue() : number);
    } else {
      values.put(key + "_ns", nanos);
    }
  }
}
