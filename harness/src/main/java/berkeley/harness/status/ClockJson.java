package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.JsonLine;
import java.util.Map;

/** What a node reports of its clock, as {@code status --json} and the record both write it. */
public final class ClockJson {

  private ClockJson() {}

  /** Adds the clock's figures to a document, in the order in which they are written. */
  public static void addTo(Map<String, Object> values, NodeStatus node) {
    values.put("ticks_ns", node.reading().ticksNanos());
    values.put("time_ns", node.reading().timeNanos());
    values.put("error_bound_ns", JsonLine.bound(node.errorBoundNanos()));
    values.put("frequency_ppm", JsonLine.ppm(node.frequencyPpm()));
    values.put("slew_ppm", JsonLine.ppm(node.slewPpm()));
    values.put("offset_ns", node.offsetNanos());
    values.put("adjustments", node.adjustments());
    values.put("refusals", node.refusals());
  }
}
