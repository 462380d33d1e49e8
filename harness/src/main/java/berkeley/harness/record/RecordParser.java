package berkeley.harness.record;

import berkeley.api.NodeState;
import berkeley.api.environment.Ticks;
import berkeley.api.wire.BoundComposition;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordDocument;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.End;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.recording.RecordLine.Fault;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.recording.RecordLine.Progress;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.recording.RecordLine.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses what {@link RecordJson} writes. A line of an unknown kind is skipped, so that later
 * versions may add some; a known one that lacks a value is refused.
 */
public final class RecordParser {

  private RecordParser() {}

  /**
   * Parses one line.
   *
   * @return empty for an unknown kind
   * @throws IllegalArgumentException if it is no JSON object, or lacks a value
   */
  public static Optional<RecordLine> parse(String line) {
    try {
      return parse(JsonValues.parse(line));
    } catch (IOException | ClassCastException e) {
      throw new IllegalArgumentException("it is no JSON object of a record", e);
    }
  }

  private static Optional<RecordLine> parse(JsonValues line) {
    return switch (line.text("kind")) {
      case "header" -> Optional.of(header(line));
      case "progress" -> Optional.of(new Progress(line.number("at_ns"), line.text("text")));
      case "sample" -> Optional.of(sample(line));
      case "round" -> Optional.of(round(line));
      case "event" -> Optional.of(event(line));
      case "fault" -> Optional.of(fault(line));
      case "end" -> Optional.of(new End(line.number("at_ns"), line.text("text")));
      default -> Optional.empty();
    };
  }

  private static Header header(JsonValues line) {
    if (line.number("format") != RecordDocument.FORMAT) {
      throw new IllegalArgumentException(
          "its format is %d, and only format %d can be read here"
              .formatted(line.number("format"), RecordDocument.FORMAT));
    }
    List<Planned> nodes = new ArrayList<>();
    for (JsonValues node : line.list("nodes")) {
      nodes.add(new Planned(node.text("id"), node.number("offset_ns"), node.real("drift_ppm")));
    }
    return new Header(
        line.text("program"),
        line.text("started_utc"),
        line.number("start_ticks_ns"),
        line.number("period_ns"),
        line.text("average"),
        line.real("max_slew_ppm"),
        line.number("seed"),
        nodes,
        line.has("mastership") ? line.text("mastership") : "");
  }

  private static Sample sample(JsonValues line) {
    NodeStatus status =
        new NodeStatus(
            line.text("id"),
            line.number("incarnation"),
            line.number("pid"),
            line.name("role", Role.class),
            line.name("state", NodeState.class),
            line.number("term"),
            line.text("master"),
            new Reading(line.number("ticks_ns"), line.number("time_ns")),
            line.numberOr("error_bound_ns", Long.MAX_VALUE),
            line.real("frequency_ppm"),
            line.real("slew_ppm"),
            line.number("offset_ns"),
            line.number("adjustments"),
            line.number("refusals"),
            0,
            line.has("ticks_source") ? line.text("ticks_source") : Ticks.UNKNOWN_SOURCE,
            line.numberOr("epoch", 0),
            line.numberOr("earliest_ns", Long.MIN_VALUE),
            line.numberOr("latest_ns", Long.MIN_VALUE),
            line.numberOr("disruptions", 0),
            new BoundComposition(0, 0, 0, line.numberOr("good_for_ns", 0), 0));
    TrueOffset offset =
        line.has("true_offset_ns")
            ? new TrueOffset(line.number("true_offset_ns"), line.number("true_offset_tolerance_ns"))
            : TrueOffset.UNKNOWN;
    return new Sample(line.number("at_ns"), status, offset);
  }

  private static Round round(JsonValues line) {
    Map<String, Long> errors = new HashMap<>();
    for (JsonValues member : line.list("members")) {
      if (member.has("true_error_ns")) {
        errors.put(member.text("id"), member.number("true_error_ns"));
      }
    }
    Long spread = line.has("spread_ns") ? Long.valueOf(line.number("spread_ns")) : null;
    return new Round(line.number("at_ns"), RoundLines.report(line), spread, errors);
  }

  private static Fault fault(JsonValues line) {
    Map<String, Long> amounts = new HashMap<>();
    line.map()
        .forEach(
            (key, value) -> {
              if (value instanceof Number number && !key.equals("at_ns")) {
                amounts.put(key, number.longValue());
              }
            });
    return new Fault(
        line.number("at_ns"), line.text("id"), line.text("fault"), line.flag("in_force"), amounts);
  }

  private static Event event(JsonValues line) {
    EventKind kind = EventKind.valueOf(line.text("event").toUpperCase(Locale.ROOT));
    return new Event(line.number("at_ns"), kind, line.text("id"), line.text("text"));
  }
}
