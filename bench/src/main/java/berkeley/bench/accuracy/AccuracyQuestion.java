package berkeley.bench.accuracy;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.ProcessVariation;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how near five processes on one host keep their clocks, and beside it, in the same
 * seconds, what bursts over plain TCP measure of clocks that cannot differ.
 */
public final class AccuracyQuestion {
  private static final double MOST_MEDIAN_MICROS = 2;
  private static final double MOST_P99_MICROS = 10;
  private static final double MOST_BOUND_MICROS = 60;
  private static final long SEED = 1;

  /** Long enough to disturb little; after each look, so that looks fall on all parts of a round. */
  private static final long LOOK_PAUSE_MILLIS = 100;

  private AccuracyQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether every figure that is asked for was reached
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(AccuracySettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    OwnCheckout checkout = new OwnCheckout(home);
    NodeCommand command = checkout.command();
    Table table =
        new Table(
            "measured",
            "median spread us",
            "p99 us",
            "max us",
            "to raw TCP",
            "median offset us",
            "p99 us",
            "max us",
            "median bound us",
            "p99 us",
            "outside bound");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean reached = true;
    for (String variant : settings.variants()) {
      boolean pushing = variant.equals(AccuracySettings.PUSH);
      try (ProcessCluster cluster =
              ProcessCluster.start(
                  command,
                  MasterSettings.builder().period(settings.period()).build(),
                  pushing,
                  SEED,
                  ProcessVariation.withArguments());
          RawTcp raw = RawTcp.start(ProcessCluster.SLAVES.size(), checkout.java())) {
        watch(settings.settle().toNanos(), settings, cluster, new OffsetOracle(cluster), raw);
        raw.clear();
        OffsetOracle oracle = new OffsetOracle(cluster);
        watch(settings.duration().toNanos(), settings, cluster, oracle, raw);
        results.print(nodesRow(table, variant, oracle, raw));
        results.print(rawRow(table, variant, raw));
        rows.add(row(variant, oracle, raw));
        reached &= oracle.violations() == 0 && (pushing || isNear(oracle));
      }
    }
    results.print(
        """

        wanted of pull: spread at most %.0f us in the median and %.0f us in the 99th percentile,
        bound at most %.0f us in the median; of all: nobody outside its bound: %s
        """
            .formatted(
                MOST_MEDIAN_MICROS, MOST_P99_MICROS, MOST_BOUND_MICROS, reached ? "yes" : "no"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period", Units.text(settings.period()));
    document.put("duration", Units.text(settings.duration()));
    document.put("settle", Units.text(settings.settle()));
    document.put("results", rows);
    results.write("accuracy", document, table);
    return reached;
  }

  /**
   * Reads the clocks about ten times a second, and runs the raw bursts once a period in between.
   */
  private static void watch(
      long nanos,
      AccuracySettings settings,
      ProcessCluster cluster,
      OffsetOracle oracle,
      RawTcp raw)
      throws IOException, InterruptedException {
    long begin = HostTicks.now();
    long rounds = 0;
    for (long now = begin; now - begin < nanos; now = HostTicks.now()) {
      cluster.requireAlive();
      oracle.look();
      if (now - begin >= rounds * settings.period().toNanos()) {
        rounds++;
        raw.round();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  private static boolean isNear(OffsetOracle oracle) {
    return oracle.spreads().medianMicros() <= MOST_MEDIAN_MICROS
        && oracle.spreads().p99Micros() <= MOST_P99_MICROS
        && oracle.bounds().medianMicros() <= MOST_BOUND_MICROS;
  }

  private static String nodesRow(Table table, String variant, OffsetOracle oracle, RawTcp raw) {
    return table.add(
        variant,
        text(oracle.spreads().medianMicros()),
        text(oracle.spreads().p99Micros()),
        text(oracle.spreads().maxMicros()),
        "%.2f".formatted(ratio(oracle, raw)),
        text(oracle.offsets().medianMicros()),
        text(oracle.offsets().p99Micros()),
        text(oracle.offsets().maxMicros()),
        text(oracle.bounds().medianMicros()),
        text(oracle.bounds().p99Micros()),
        Long.toString(oracle.violations()));
  }

  private static String rawRow(Table table, String variant, RawTcp raw) {
    return table.add(
        "raw TCP beside " + variant,
        text(raw.spreads().medianMicros()),
        text(raw.spreads().p99Micros()),
        text(raw.spreads().maxMicros()),
        "1.00",
        text(raw.offsets().medianMicros()),
        text(raw.offsets().p99Micros()),
        text(raw.offsets().maxMicros()),
        "-",
        "-",
        "-");
  }

  private static double ratio(OffsetOracle oracle, RawTcp raw) {
    return oracle.spreads().medianMicros() / raw.spreads().medianMicros();
  }

  private static String text(double micros) {
    return "%.2f".formatted(micros);
  }

  private static Map<String, Object> row(String variant, OffsetOracle oracle, RawTcp raw) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("variant", variant);
    row.put("first_offset_at_most", Units.text(ProcessCluster.MOST_OFFSET));
    row.put("spread", oracle.spreads().toMap());
    row.put("offset", oracle.offsets().toMap());
    row.put("bound", oracle.bounds().toMap());
    row.put("containment_violations", oracle.violations());
    row.put("missed_looks", oracle.missed());
    row.put("raw_tcp_spread", raw.spreads().toMap());
    row.put("raw_tcp_offset", raw.offsets().toMap());
    row.put("spread_to_raw_tcp", Double.isFinite(ratio(oracle, raw)) ? ratio(oracle, raw) : null);
    return row;
  }
}
