package berkeley.harness.chaos;

import berkeley.harness.console.JsonLine;
import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.fault.FaultStage;
import berkeley.simulator.promise.Promise;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The result of a run as text, and as the one document of {@code chaos --json}. */
final class ChaosSummary {

  private static final String ROW = "%-14s %6s %12s %16s %16s";
  private static final long SHOWN_NANOS = 20_000_000_000L;

  private ChaosSummary() {}

  static String json(ChaosResult result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("seed", result.settings().seed());
    document.put("permanent_nodes", result.settings().nodes());
    document.put("duration_ns", result.took().toNanos());
    document.put("reached_aim", result.reachedAim());
    document.put("term", result.term());
    document.put("master", result.master().isEmpty() ? null : result.master());
    document.put("elections", result.elections());
    document.put(
        "faults", FaultKind.in(FaultStage.PROCESSES).stream().map(k -> row(k, result)).toList());
    document.put("skipped", result.skipped());
    document.put("spread_worst_ns", orNull(result.spreads().worst()));
    document.put("spread_after_ns", orNull(result.spreads().newest()));
    document.put("readings", result.judge().promises().readings());
    document.put("excused_share", result.judge().promises().excusedShare());
    document.put("checks", byName(result.judge().promises()::checks));
    document.put("promises", byName(result.judge().promises()::violations));
    document.put("elections_wrong", result.judge().violations());
    document.put("violations", result.judge().examples());
    document.put("failure", result.failure().isEmpty() ? null : result.failure());
    document.put(
        "transcript", result.log().events().stream().map(ChaosLog.Event::document).toList());
    return JsonLine.line(document);
  }

  private static Map<String, Long> byName(ToLongFunction<Promise> count) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Promise promise : Promise.values()) {
      counts.put(promise.text(), count.applyAsLong(promise));
    }
    return counts;
  }

  private static Map<String, Object> row(FaultKind kind, ChaosResult result) {
    RecoveryTimes recoveries = RecoveryTimes.of(kind, result.faults());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kind", name(kind));
    values.put("count", recoveries.faults());
    values.put("recovered", recoveries.nanos().size());
    values.put("recovery_median_ns", orNull(recoveries.median()));
    values.put("recovery_max_ns", orNull(recoveries.max()));
    return values;
  }

  static List<String> text(ChaosResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(ROW.formatted("fault", "times", "recovered", "median time", "longest"));
    for (FaultKind kind : FaultKind.in(FaultStage.PROCESSES)) {
      RecoveryTimes recoveries = RecoveryTimes.of(kind, result.faults());
      if (recoveries.faults() > 0) {
        lines.add(
            ROW.formatted(
                name(kind),
                recoveries.faults(),
                recoveries.nanos().size(),
                figure(recoveries.median()),
                figure(recoveries.max())));
      }
    }
    lines.add("");
    lines.add(
        "%d nodes, %s of chaos (--seed %d): %d elections, now term %d, %s"
            .formatted(
                result.settings().nodes(),
                HumanFigures.nanos(result.took().toNanos()),
                result.settings().seed(),
                result.elections(),
                result.term(),
                result.master().isEmpty() ? "nobody leads" : result.master() + " leads"));
    lines.add(
        "true spread of sound nodes: never more than %s, in the end %s"
            .formatted(figure(result.spreads().worst()), figure(result.spreads().newest())));
    if (result.reachedAim()) {
      Summary promises = result.judge().promises();
      lines.add(
          "no promise broken in %d readings, %d of them after a wait for a stamp"
              .formatted(promises.readings(), promises.checks(Promise.COMMIT_WAIT)));
    } else {
      lines.addAll(failure(result));
    }
    return lines;
  }

  private static List<String> failure(ChaosResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "what led to it (the whole run again: --seed %d):".formatted(result.settings().seed()));
    result.log().newest(SHOWN_NANOS).forEach(event -> lines.add(event.line()));
    lines.add("");
    lines.add(
        "broken in %d readings: %s; of elections: %s"
            .formatted(
                result.judge().promises().readings(),
                byName(result.judge().promises()::violations),
                result.judge().violations()));
    result.judge().examples().forEach(example -> lines.add("  " + example));
    if (!result.failure().isEmpty()) {
      lines.add("ended: " + result.failure());
    }
    return lines;
  }

  private static String name(FaultKind kind) {
    return kind.nameIn(FaultStage.PROCESSES).orElseThrow();
  }

  private static String figure(OptionalLong nanos) {
    return nanos.isPresent() ? HumanFigures.nanos(nanos.getAsLong()) : "unknown";
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }
}
