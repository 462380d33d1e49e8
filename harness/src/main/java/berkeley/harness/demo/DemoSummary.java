package berkeley.harness.demo;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.JsonLine;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.recording.ClockDocument;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a demonstration as text, and as the one document of {@code demo --json}. */
final class DemoSummary {

  private static final String ROW = "%-10s %-12s %15s %15s %10s %12s";

  private DemoSummary() {}

  static String json(DemoResult result, long seed) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rounds", result.rounds());
    document.put("term", result.term());
    document.put("master", result.master().isEmpty() ? null : result.master());
    document.put("spread_before_ns", orNull(result.spreads().before()));
    document.put("spread_after_ns", orNull(result.after().spreadNanos()));
    document.put("spread_worst_ns", orNull(result.spreads().worst()));
    document.put("spread_worst_since_round", result.spreads().settledAfterRound());
    document.put("duration_ns", result.took().toNanos());
    document.put("seed", seed);
    document.put("invariants", result.watch().violations());
    document.put("violations", result.watch().examples());
    document.put(
        "nodes", result.after().sightings().stream().map(seen -> node(seen, result)).toList());
    return JsonLine.line(document);
  }

  static List<String> text(DemoResult result, boolean textbook) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        ROW.formatted("node", "state", "offset before", "offset after", "bound", "frequency"));
    result.after().sightings().forEach(seen -> lines.add(row(seen, result)));
    lines.add("");
    lines.add(
        "%d rounds in %s: %s"
            .formatted(
                result.rounds(),
                HumanFigures.nanos(result.took().toNanos()),
                result.isSynchronised()
                    ? "all %d nodes are synchronised".formatted(result.nodes())
                    : "not all %d nodes are synchronised".formatted(result.nodes())));
    lines.add(
        result.master().isEmpty()
            ? "nobody has led"
            : "%s leads in term %d".formatted(result.master(), result.term()));
    lines.add(
        "true spread: %s before, %s after; since round %d never more than %s"
            .formatted(
                figure(result.spreads().before()),
                figure(result.after().spreadNanos()),
                result.spreads().settledAfterRound(),
                figure(result.spreads().worst())));
    if (textbook) {
      lines.add(
          "textbook clocks are set forwards and backwards and give no interval: no invariant was"
              + " judged");
      return lines;
    }
    lines.add(
        result.watch().isClean()
            ? "no invariant violated in %d readings".formatted(result.watch().sightings())
            : "violated in %d readings: %s"
                .formatted(
                    result.watch().sightings(),
                    result.watch().violations().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "))));
    result.watch().examples().forEach(example -> lines.add("  " + example));
    return lines;
  }

  private static Map<String, Object> node(Sighting seen, DemoResult result) {
    NodeStatus status = seen.status();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", status.id());
    values.put("role", status.role().name());
    values.put("state", status.state().name());
    values.put("true_offset_before_ns", offsetBefore(seen, result).orElse(null));
    values.put("true_offset_after_ns", seen.offset().isKnown() ? seen.offset().nanos() : null);
    values.put("error_bound_ns", ClockDocument.bound(status.errorBoundNanos()));
    values.put("frequency_ppm", ClockDocument.ppm(status.frequencyPpm()));
    return values;
  }

  private static String row(Sighting seen, DemoResult result) {
    NodeStatus status = seen.status();
    return ROW.formatted(
        status.id(),
        status.state(),
        offsetBefore(seen, result).map(HumanFigures::signed).orElse("-"),
        seen.offset().isKnown() ? HumanFigures.signed(seen.offset().nanos()) : "-",
        HumanFigures.nanos(status.errorBoundNanos()),
        HumanFigures.ppm(status.frequencyPpm()));
  }

  private static Optional<Long> offsetBefore(Sighting seen, DemoResult result) {
    return result.before().offset(seen.status().id(), result.master());
  }

  private static String figure(OptionalLong nanos) {
    return nanos.isPresent() ? HumanFigures.nanos(nanos.getAsLong()) : "unknown";
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }
}
