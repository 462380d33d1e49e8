package berkeley.bench.clock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one kind of read costs.
 *
 * <p>Each iteration gives a mean. Whatever else the machine does can only add to it, so the least
 * says most about the code, and the median what a busy machine makes of it.
 *
 * @param medianNanos time of a call, median of the iterations
 * @param leastNanos the least of them
 * @param bytes allocated by a call, by all threads of its group
 */
record Cost(String name, double medianNanos, double leastNanos, double bytes) {

  /** The costs in a result: its own, or those of the readers in a group. */
  static List<Cost> of(RunResult run) {
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    double bytes = allocated == null ? 0 : allocated.getScore();
    List<Cost> readers = new ArrayList<>();
    for (String name : run.getSecondaryResults().keySet()) {
      if (name.endsWith("Reader")) {
        readers.add(cost(name, run.getSecondaryResults().get(name), bytes));
      }
    }
    Result<?> whole = run.getPrimaryResult();
    return readers.isEmpty() ? List.of(cost(whole.getLabel(), whole, bytes)) : readers;
  }

  private static Cost cost(String name, Result<?> of, double bytes) {
    Statistics iterations = of.getStatistics();
    return new Cost(name, iterations.getPercentile(50), iterations.getMin(), bytes);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("read", name);
    map.put("median_ns", medianNanos);
    map.put("least_ns", leastNanos);
    map.put("allocated_bytes", bytes);
    return map;
  }
}
