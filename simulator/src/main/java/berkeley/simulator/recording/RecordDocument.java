package berkeley.simulator.recording;

import berkeley.api.wire.NodeStatus;
import berkeley.simulator.recording.RecordLine.End;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.recording.RecordLine.Fault;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.recording.RecordLine.Progress;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.recording.RecordLine.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A line of a record as an object for JSON: keys in their order, values plain or null. */
public final class RecordDocument {

  /** The version of the format; a reader refuses any other. */
  public static final int FORMAT = 1;

  private RecordDocument() {}

  /** Returns the object. */
  public static Map<String, Object> of(RecordLine line) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kind", kind(line));
    if (line instanceof Header header) {
      header(values, header);
      return values;
    }
    values.put("at_ns", line.atNanos());
    if (line instanceof Sample sample) {
      sample(values, sample);
    } else if (line instanceof Round round) {
      round(values, round);
    } else if (line instanceof Event event) {
      values.put("event", event.kind().name().toLowerCase(Locale.ROOT));
      values.put("id", event.id());
      values.put("text", event.text());
    } else if (line instanceof Fault fault) {
      values.put("id", fault.id());
      values.put("fault", fault.fault());
      values.put("in_force", fault.inForce());
      values.putAll(new TreeMap<>(fault.amounts()));
    } else if (line instanceof Progress progress) {
      values.put("text", progress.text());
    } else if (line instanceof End end) {
      values.put("text", end.text());
    } else {
      throw new IllegalStateException("unknown line " + line);
    }
    return values;
  }

  /** Returns the name of the kind of a line. */
  private static String kind(RecordLine line) {
    return line.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static void header(Map<String, Object> values, Header header) {
    values.put("format", FORMAT);
    values.put("program", header.program());
    values.put("started_utc", header.startedUtc());
    values.put("start_ticks_ns", header.startTicksNanos());
    values.put("period_ns", header.periodNanos());
    values.put("average", header.average());
    values.put("max_slew_ppm", header.maxSlewPpm());
    values.put("seed", header.seed());
    List<Map<String, Object>> nodes = header.nodes().stream().map(RecordDocument::planned).toList();
    values.put("nodes", nodes);
    values.put("mastership", header.mastership());
  }

  private static Map<String, Object> planned(Planned node) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", node.id());
    values.put("offset_ns", node.offsetNanos());
    values.put("drift_ppm", node.driftPpm());
    return values;
  }

  private static void sample(Map<String, Object> values, Sample sample) {
    NodeStatus node = sample.status();
    values.put("id", node.id());
    values.put("pid", node.pid());
    values.put("incarnation", node.incarnation());
    values.put("role", node.role().name());
    values.put("state", node.state().name());
    values.put("term", node.term());
    values.put("master", node.master());
    ClockDocument.addTo(values, node);
    values.put("ticks_source", node.ticksSource());
    values.put("epoch", node.epoch());
    values.put("earliest_ns", edge(node.earliestNanos()));
    values.put("latest_ns", edge(node.latestNanos()));
    values.put("good_for_ns", node.bound().goodForNanos());
    values.put("disruptions", node.disruptions());
    values.put("true_offset_ns", sample.offset().isKnown() ? sample.offset().nanos() : null);
    values.put(
        "true_offset_tolerance_ns",
        sample.offset().isKnown() ? sample.offset().toleranceNanos() : null);
  }

  /** Returns an edge of an interval for JSON: null where a node gives none. */
  private static @Nullable Long edge(long nanos) {
    return nanos == Long.MIN_VALUE ? null : Long.valueOf(nanos);
  }

  private static void round(Map<String, Object> values, Round round) {
    values.putAll(
        RoundDocument.of(
            round.report(),
            member ->
                round.trueErrors().containsKey(member.id())
                    ? Map.of("true_error_ns", round.trueErrors().get(member.id()))
                    : Map.of()));
    values.put("spread_ns", round.spreadNanos());
  }
}
