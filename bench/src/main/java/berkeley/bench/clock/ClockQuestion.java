package berkeley.bench.clock;

import berkeley.bench.Results;
import berkeley.bench.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What does a read cost, beside the counter it hangs on, and while another thread corrects. */
public final class ClockQuestion {
  private static final double MOST_OF_NANO_TIME = 1.5;
  private static final double MOST_WHEN_CORRECTED = 1.2;

  /**
   * A call that makes the smallest object, 16 bytes, one time in sixteen is not below this. What
   * other threads allocate is spread over the calls too: System.nanoTime() shows some hundredths.
   */
  private static final double NO_BYTES = 1;

  private ClockQuestion() {}

  /**
   * Measures, prints, writes.
   *
   * @return whether every figure that is asked for was reached
   * @throws IOException if the results cannot be written
   * @throws RunnerException if a benchmark cannot be run
   */
  public static boolean answer(Results results) throws IOException, RunnerException {
    Options options =
        new OptionsBuilder()
            .include(ReadBenchmark.class.getName())
            .include(CorrectedReadBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .forks(3)
            .warmupIterations(5)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(20)
            .measurementTime(TimeValue.milliseconds(200))
            .build();
    // Its progress is a log; the answer alone goes to stdout.
    OutputFormat log = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    return report(new Runner(options, log).run(), results);
  }

  static boolean report(Collection<RunResult> runs, Results results) throws IOException {
    Map<String, Cost> costs = new LinkedHashMap<>();
    runs.forEach(run -> Cost.of(run).forEach(cost -> costs.put(cost.name(), cost)));
    Table table = new Table("read", "median ns", "least ns", "bytes");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Cost cost : costs.values()) {
      results.print(
          table.add(
              cost.name(),
              "%.1f".formatted(cost.medianNanos()),
              "%.1f".formatted(cost.leastNanos()),
              "%.0f".formatted(cost.bytes())));
      rows.add(cost.toMap());
    }
    Ratio ofNanoTime = Ratio.of(costs.get("nanos"), costs.get("systemNanoTime"));
    Ratio corrected = Ratio.of(costs.get("correctedReader"), costs.get("undisturbedReader"));
    boolean allocationFree =
        Stream.of("steeredNanos", "nanos", "millis")
            .allMatch(name -> costs.get(name).bytes() < NO_BYTES);
    results.print(
        """

        nanos() against System.nanoTime(): %s; at most %.1f wanted
        a reader while a third thread corrects, against none: %s; at most %.1f wanted
        primitive forms allocate nothing: %s
        """
            .formatted(
                ofNanoTime, MOST_OF_NANO_TIME, corrected, MOST_WHEN_CORRECTED, allocationFree));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("nanos_to_nano_time_ratio", ofNanoTime.least());
    document.put("corrected_to_undisturbed_ratio", corrected.least());
    document.put("results", rows);
    results.write("clock", document, table);
    return ofNanoTime.least() <= MOST_OF_NANO_TIME
        && corrected.least() <= MOST_WHEN_CORRECTED
        && allocationFree;
  }

  /** What the one costs in units of the other. */
  private record Ratio(double least, double median) {
    static Ratio of(Cost one, Cost other) {
      return new Ratio(
          one.leastNanos() / other.leastNanos(), one.medianNanos() / other.medianNanos());
    }

    @Override
    public String toString() {
      return "%.2f of the least, %.2f of the median".formatted(least, median);
    }
  }
}
