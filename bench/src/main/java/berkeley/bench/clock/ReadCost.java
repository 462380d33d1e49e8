package berkeley.bench.clock;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The cost of one kind of read.
 *
 * <p>Each iteration gives a mean. Other work of the machine can only add to it, so the least
 * depends most on the code, and the median also on how busy the machine is.
 *
 * @param medianNanos time of a call, median of the iterations
 * @param leastNanos the least of them
 * @param bytes allocated by a call, by all threads of its group
 */
record ReadCost(double medianNanos, double leastNanos, double bytes) {

  /** Returns the costs in JMH's results, by name: of a benchmark, or of the readers in a group. */
  static Map<String, ReadCost> allIn(Collection<RunResult> runs) {
    Map<String, ReadCost> costs = new LinkedHashMap<>();
    for (RunResult run : runs) {
      Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
      double bytes = allocated == null ? 0 : allocated.getScore();
      boolean grouped = false;
      for (String part : run.getSecondaryResults().keySet()) {
        if (part.endsWith("Reader")) {
          grouped = true;
          costs.put(part, of(run.getSecondaryResults().get(part), bytes));
        }
      }
      if (!grouped) {
        costs.put(run.getPrimaryResult().getLabel(), of(run.getPrimaryResult(), bytes));
      }
    }
    return costs;
  }

  private static ReadCost of(Result<?> result, double bytes) {
    return new ReadCost(
        result.getStatistics().getPercentile(50), result.getStatistics().getMin(), bytes);
  }

  /** Returns the medians over several rounds, and the least of all. */
  static ReadCost over(List<ReadCost> rounds) {
    return new ReadCost(
        median(rounds, ReadCost::medianNanos),
        rounds.stream().mapToDouble(ReadCost::leastNanos).min().orElseThrow(),
        median(rounds, ReadCost::bytes));
  }

  private static double median(List<ReadCost> rounds, ToDoubleFunction<ReadCost> of) {
    return rounds.stream()
        .mapToDouble(of)
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
