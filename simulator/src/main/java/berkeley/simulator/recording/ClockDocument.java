package berkeley.simulator.recording;

import berkeley.api.wire.NodeStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node reports of its clock, as {@code status --json} and the record both write it. */
public final class ClockDocument {

  private ClockDocument() {}

  /** Adds the clock's figures to a document, in the order in which they are written. */
  public static void addTo(Map<String, Object> values, NodeStatus node) {
    values.put("ticks_ns", node.reading().ticksNanos());
    values.put("time_ns", node.reading().timeNanos());
    values.put("error_bound_ns", bound(node.errorBoundNanos()));
    values.put("frequency_ppm", ppm(node.frequencyPpm()));
    values.put("slew_ppm", ppm(node.slewPpm()));
    values.put("offset_ns", node.offsetNanos());
    values.put("adjustments", node.adjustments());
    values.put("refusals", node.refusals());
  }

  /** Returns a bound for JSON: null where a node has none yet. */
  public static @Nullable Long bound(long nanos) {
    return nanos == Long.MAX_VALUE ? null : Long.valueOf(nanos);
  }

  /** Returns parts per million, rounded to six digits after the point. */
  public static double ppm(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
