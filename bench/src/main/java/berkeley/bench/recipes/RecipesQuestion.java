package berkeley.bench.recipes;

import static java.util.Objects.requireNonNull;

import berkeley.api.SynchronizedClock;
import berkeley.bench.clock.TwoNodeCluster;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.recipes.hlc.HybridLogicalClock;
import berkeley.recipes.id.HighWaterMark;
import berkeley.recipes.id.LongIdGenerator;
import berkeley.recipes.id.UuidGenerator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures what a timestamp and an id cost, beside a read of the same clock, in one thread.
 *
 * <p>Without JMH, since ratios of what runs in turns in one JVM are asked for and not nanoseconds:
 * each is called for a tenth of a second, one after the other, several times, and the median of
 * each counts.
 */
public final class RecipesQuestion {

  private static final int WARMUP_ROUNDS = 10;
  private static final int ROUNDS = 30;
  private static final long WINDOW_NANOS = 100_000_000;
  private static final int BATCH = 1_000;
  private static final double MOST_OF_NANOS = 2;
  private static final double LEAST_IDS_PER_SECOND = 10e6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Depends on all that is made, so that making it is not left out. */
  private static long sink;

  private RecipesQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @return whether every figure that is asked for was reached
   * @throws Exception if no cluster can be started, or the results cannot be written
   */
  public static boolean answer(Results results) throws Exception {
    try (TwoNodeCluster cluster = TwoNodeCluster.start()) {
      return report(measure(calls(cluster.clock())), results);
    }
  }

  private static Map<String, LongSupplier> calls(SynchronizedClock clock) throws Exception {
    HybridLogicalClock hlc = new HybridLogicalClock(clock);
    UuidGenerator uuids = new UuidGenerator(clock, HighWaterMark.NONE);
    LongIdGenerator ids = new LongIdGenerator(clock, 1, HighWaterMark.NONE);
    Map<String, LongSupplier> calls = new LinkedHashMap<>();
    calls.put("nanos", clock::nanos);
    calls.put("hlc stamp", hlc::stamp);
    calls.put("hlc receive", () -> hlc.receive(hlc.newest()));
    calls.put("64-bit id", ids);
    calls.put("uuid", () -> uuids.get().getLeastSignificantBits());
    return calls;
  }

  private static Map<String, Double> measure(Map<String, LongSupplier> calls) {
    Map<String, List<Double>> nanos = new LinkedHashMap<>();
    for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
      boolean counts = round >= 0;
      calls.forEach(
          (name, call) -> {
            double each = window(call);
            if (counts) {
              nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(each);
            }
          });
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    nanos.forEach(
        (name, values) -> medians.put(name, values.stream().sorted().toList().get(ROUNDS / 2)));
    return medians;
  }

  /** Returns the nanoseconds of processor time of a call: others may use the machine too. */
  private static double window(LongSupplier call) {
    long begun = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long count = 0;
    long sum = 0;
    while (System.nanoTime() - begun < WINDOW_NANOS) {
      for (int i = 0; i < BATCH; i++) {
        sum += call.getAsLong();
      }
      count += BATCH;
    }
    sink += sum;
    return (double) (THREADS.getCurrentThreadCpuTime() - cpu) / count;
  }

  static boolean report(Map<String, Double> nanos, Results results) throws Exception {
    Table table =
        new Table("call", "median ns of processor time", "to nanos()", "million a second");
    double read = requireNonNull(nanos.get("nanos"));
    nanos.forEach(
        (name, each) ->
            results.print(
                table.add(
                    name,
                    "%.1f".formatted(each),
                    "%.2f".formatted(each / read),
                    "%.1f".formatted(1e3 / each))));
    double stamp = requireNonNull(nanos.get("hlc stamp")) / read;
    double ids =
        1e9 / Math.max(requireNonNull(nanos.get("64-bit id")), requireNonNull(nanos.get("uuid")));
    results.print(
        """

        a hybrid stamp against nanos(): %.2f; at most %.0f wanted
        ids of the slower kind in a second, in one thread: %.1f million; at least %.0f wanted
        """
            .formatted(stamp, MOST_OF_NANOS, ids * 1e-6, LEAST_IDS_PER_SECOND * 1e-6));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("stamp_to_nanos_ratio", stamp);
    document.put("ids_per_second", ids);
    document.put("median_ns", nanos);
    document.put("checksum", sink);
    results.write("recipes", document, table);
    return stamp <= MOST_OF_NANOS && ids >= LEAST_IDS_PER_SECOND;
  }
}
