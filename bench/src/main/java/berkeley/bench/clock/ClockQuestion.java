package berkeley.bench.clock;

import static java.util.Objects.requireNonNull;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what a read costs, beside its counter, and while another thread corrects the clock.
 *
 * <p>All are measured in turn, several times, each time in JVMs of their own; see {@link
 * CostRatio}.
 */
public final class ClockQuestion {
  private static final int ROUNDS = 7;
  private static final double MOST_OF_NANO_TIME = 1.5;
  private static final double MOST_WHEN_CORRECTED = 1.2;

  /**
   * A call that makes the smallest object, 16 bytes, one time in sixteen is not below this. What
   * other threads allocate is spread over the calls too: System.nanoTime() shows some hundredths.
   */
  private static final double NO_BYTES = 1;

  private ClockQuestion() {}

  /**
   * Measures, prints the results and writes them.
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
            .shouldFailOnError(true)
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.milliseconds(200))
            .measurementIterations(10)
            .measurementTime(TimeValue.milliseconds(100))
            .build();
    // Its progress is a log; only the answer goes to stdout.
    OutputFormat log = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    List<Map<String, ReadCost>> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rounds.add(ReadCost.allIn(new Runner(options, log).run()));
    }
    return report(rounds, results);
  }

  static boolean report(List<Map<String, ReadCost>> rounds, Results results) throws IOException {
    Table table = new Table("read", "median ns", "least ns", "bytes");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String read : rounds.get(0).keySet()) {
      ReadCost cost = ReadCost.over(rounds.stream().map(round -> round.get(read)).toList());
      results.print(
          table.add(
              read,
              "%.1f".formatted(cost.medianNanos()),
              "%.1f".formatted(cost.leastNanos()),
              "%.0f".formatted(cost.bytes())));
      rows.add(row(read, cost));
    }
    CostRatio ofNanoTime = CostRatio.of(rounds, "nanos", "systemNanoTime");
    CostRatio corrected = CostRatio.of(rounds, "correctedReader", "undisturbedReader");
    boolean allocationFree =
        Stream.of("hostTicks", "steeredNanos", "nanos", "millis")
            .allMatch(
                read ->
                    rounds.stream()
                        .allMatch(round -> requireNonNull(round.get(read)).bytes() < NO_BYTES));
    results.print(
        """

        Ticks are those of %s, Java %d.
        Median of the rounds (and their range):
        nanos() against System.nanoTime(): %s; at most %.1f wanted
        a reader while a third thread corrects, against none: %s; at most %.1f wanted
        primitive forms allocate nothing: %s
        """
            .formatted(
                HostTicks.counter().source(),
                Runtime.version().feature(),
                ofNanoTime,
                MOST_OF_NANO_TIME,
                corrected,
                MOST_WHEN_CORRECTED,
                allocationFree));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rounds", rounds.size());
    document.put("java", Runtime.version().feature());
    document.put("ticks_source", HostTicks.counter().source());
    document.put("nanos_to_nano_time_ratio", values(ofNanoTime));
    document.put("corrected_to_undisturbed_ratio", values(corrected));
    document.put("results", rows);
    results.write("clock", document, table);
    return ofNanoTime.median() <= MOST_OF_NANO_TIME
        && corrected.median() <= MOST_WHEN_CORRECTED
        && allocationFree;
  }

  private static Map<String, Object> row(String read, ReadCost cost) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("read", read);
    row.put("median_ns", cost.medianNanos());
    row.put("least_ns", cost.leastNanos());
    row.put("allocated_bytes", cost.bytes());
    return row;
  }

  private static Map<String, Object> values(CostRatio ratio) {
    return Map.of("median", ratio.median(), "least", ratio.least(), "most", ratio.most());
  }
}
