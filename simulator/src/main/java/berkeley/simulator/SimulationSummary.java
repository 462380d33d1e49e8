package berkeley.simulator;

import berkeley.simulator.measure.Quantiles;
import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several runs of a scenario: of each figure the median over the seeds, of violations the sum.
 *
 * @param scenario what was run
 * @param runs one result for each seed, at least one
 */
public record SimulationSummary(Scenario scenario, List<RunResult> runs) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no run
   */
  public SimulationSummary {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("seeds: found 0, wanted 1 or more");
    }
  }

  /** Median of a figure over the seeds. */
  public double median(ToDoubleFunction<RunResult> figure) {
    return Quantiles.median(runs.stream().mapToDouble(figure).toArray());
  }

  /** All violations of those of whom the invariants may be demanded. */
  public ViolationCounts violations() {
    return runs.stream()
        .map(RunResult::violations)
        .reduce(ViolationCounts.NONE, ViolationCounts::plus);
  }

  /** All violations of the others. */
  public ViolationCounts excused() {
    return runs.stream()
        .map(RunResult::excused)
        .reduce(ViolationCounts.NONE, ViolationCounts::plus);
  }

  /**
   * The result as a document, for JSON: keys in order, units in the keys, whole nanoseconds. {@code
   * settled_rounds} and its like are null unless all runs settled.
   */
  public Map<String, Object> document() {
    double seconds = scenario.duration().toNanos() * 1e-9;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", scenario.name());
    document.put("seeds", runs.size());
    document.put(
        "probes_per_client_second",
        scenario.master().pace().lengthens()
            ? scenario.master().samples() * median(RunResult::rounds) / seconds
            : scenario.master().samples() * 1e9 / scenario.master().period().toNanos());
    document.put("rms_ns", nanos(RunResult::rmsNanos));
    document.put("max_ns", nanos(RunResult::maxNanos));
    document.put("spread_median_ns", nanos(RunResult::spreadMedianNanos));
    document.put("spread_p99_ns", nanos(RunResult::spreadP99Nanos));
    document.put("bound_median_ns", nanos(RunResult::boundMedianNanos));
    document.put("settled_rounds", rounds(RunResult::settledRounds));
    document.put("slowest_settled_rounds", rounds(RunResult::slowestSettledRounds));
    document.put("shift_ns", nanos(RunResult::shiftNanos));
    document.put("violations", violations().byName());
    document.put("excused_violations", excused().byName());
    document.put("excused", runs.get(0).excuses());
    return document;
  }

  private long nanos(ToDoubleFunction<RunResult> figure) {
    return Math.round(median(figure));
  }

  private @Nullable Long rounds(Function<RunResult, OptionalLong> figure) {
    return runs.stream().allMatch(run -> figure.apply(run).isPresent())
        ? Long.valueOf(nanos(run -> figure.apply(run).getAsLong()))
        : null;
  }
}
