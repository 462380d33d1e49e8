package berkeley.simulator.chaos;

import berkeley.simulator.promise.Promise;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.promise.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the checks of the promises came to, over several seeds.
 *
 * @param runs the seeds, at least one
 */
public record PromiseTotals(List<SimulatedChaosRun> runs) {

  private static final int EXAMPLES = 10;

  /** Copies the list. */
  public PromiseTotals {
    runs = List.copyOf(runs);
  }

  /** Returns how many violations of each promise were seen. */
  public Map<String, Long> violations() {
    return byPromise(run -> run.promises().violations());
  }

  /** Returns how often each promise was checked. */
  public Map<String, Long> checks() {
    return byPromise(run -> run.promises().checks());
  }

  /** Returns in how many seeds each promise was broken. */
  public Map<String, Long> seeds() {
    Map<String, Long> seeds = new LinkedHashMap<>();
    for (Promise promise : Promise.values()) {
      seeds.put(
          promise.text(),
          runs.stream().filter(run -> run.promises().violations(promise) > 0).count());
    }
    return seeds;
  }

  private Map<String, Long> byPromise(Function<SimulatedChaosRun, Map<Promise, Long>> counts) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (Promise promise : Promise.values()) {
      sums.put(
          promise.text(), runs.stream().mapToLong(run -> counts.apply(run).get(promise)).sum());
    }
    return sums;
  }

  /** Returns whether any was broken. */
  public boolean anyBroken() {
    return violations().values().stream().anyMatch(count -> count > 0);
  }

  /** Returns which share of all readings was excused, 0 to 1. */
  public double excusedShare() {
    long readings = sum(Summary::readings);
    return readings == 0 ? 0 : (double) (readings - sum(Summary::judged)) / readings;
  }

  /** Returns which share of the readings judged had an interval, 0 to 1. */
  public double intervalShare() {
    long judged = sum(Summary::judged);
    return judged == 0 ? 0 : (double) sum(Summary::intervals) / judged;
  }

  /** Returns the sum of a count over all seeds. */
  public long sum(ToLongFunction<Summary> count) {
    return runs.stream().mapToLong(run -> count.applyAsLong(run.promises())).sum();
  }

  /** Returns the median over the seeds of a figure. */
  public long median(ToLongFunction<Summary> figure) {
    long[] sorted =
        runs.stream().mapToLong(run -> figure.applyAsLong(run.promises())).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Returns the largest over the seeds of a figure. */
  public long largest(ToLongFunction<Summary> figure) {
    return runs.stream().mapToLong(run -> figure.applyAsLong(run.promises())).max().orElse(0);
  }

  /** Returns the first violations, of each promise one at least, in words with their seeds. */
  public List<String> examples() {
    List<String> first = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      runs.stream()
          .flatMap(run -> run.brokenPromises().stream().map(seen -> example(run, seen, promise)))
          .filter(line -> !line.isEmpty())
          .limit(Math.max(1, EXAMPLES / Promise.values().length))
          .forEach(first::add);
    }
    return first;
  }

  private static String example(SimulatedChaosRun run, Violation seen, Promise wanted) {
    return seen.promise() == wanted ? "seed %d: %s".formatted(run.seed(), seen) : "";
  }

  /** Returns the result for JSON: keys in order, units in the keys. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("violations", violations());
    document.put("seeds", seeds());
    document.put("checks", checks());
    document.put("readings", sum(Summary::readings));
    document.put("excused_share", excusedShare());
    document.put("interval_share", intervalShare());
    document.put("epochs", largest(Summary::epochs));
    document.put("epochs_without_majority", sum(Summary::epochsWithoutMajority));
    document.put("eras", sum(Summary::eras));
    document.put("steps", sum(Summary::steps));
    document.put("width_median_ns", median(Summary::medianWidthNanos));
    document.put("width_99_ns", median(Summary::width99Nanos));
    document.put("width_max_ns", largest(Summary::largestWidthNanos));
    document.put("examples", examples());
    return document;
  }
}
