package berkeley.bench.accuracy;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.process.TemporaryFolder;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.ProcessVariation;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures what observability costs the clocks: two clusters of five processes run side by side,
 * one with metrics, JMX and Flight Recorder on, one without, and are read in turn. The first is
 * scraped once a second during its turns, and neither is during the other's.
 */
public final class ObservedQuestion {
  private static final double MOST_RATIO = 1.2;
  private static final MasterSettings MASTER =
      MasterSettings.builder().period(Duration.ofSeconds(1)).build();
  private static final long SEED = 1;
  private static final long LOOK_PAUSE_MILLIS = 100;
  private static final long SCRAPE_NANOS = MASTER.period().toNanos();

  private ObservedQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether the spread of those watched is small enough
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(ObservedSettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    NodeCommand command = new OwnCheckout(home).command();
    try (TemporaryFolder recordings = new TemporaryFolder("berkeley-observed");
        ProcessCluster observed =
            ProcessCluster.start(
                command, MASTER, false, SEED, new ObservedNodes(recordings.path()));
        ProcessCluster plain =
            ProcessCluster.start(command, MASTER, false, SEED, ProcessVariation.withArguments())) {
      MetricsScraper scraper = new MetricsScraper(observed.metrics());
      OffsetOracle ofObserved = new OffsetOracle(observed);
      OffsetOracle ofPlain = new OffsetOracle(plain);
      TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
      for (int turn = 0; turn < settings.turns(); turn++) {
        watch(settings.window(), plain, ofPlain, new MetricsScraper(List.of()));
        watch(settings.window(), observed, ofObserved, scraper);
      }
      return report(settings, results, ofPlain, ofObserved, scraper);
    }
  }

  private static void watch(
      Duration window, ProcessCluster cluster, OffsetOracle oracle, MetricsScraper scraper)
      throws IOException, InterruptedException {
    long begin = HostTicks.now();
    long scrapes = 0;
    for (long now = begin; now - begin < window.toNanos(); now = HostTicks.now()) {
      cluster.requireAlive();
      oracle.look();
      if (now - begin >= scrapes * SCRAPE_NANOS) {
        scrapes++;
        scraper.scrape();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  private static boolean report(
      ObservedSettings settings,
      Results results,
      OffsetOracle plain,
      OffsetOracle observed,
      MetricsScraper scraper)
      throws IOException {
    double ratio = observed.spreads().medianMicros() / plain.spreads().medianMicros();
    boolean reached = ratio <= MOST_RATIO && plain.violations() == 0 && observed.violations() == 0;
    Table table =
        new Table(
            "measured",
            "median spread us",
            "p99 us",
            "max us",
            "median bound us",
            "outside bound",
            "looks");
    results.print(row(table, "all off", plain));
    results.print(row(table, "metrics, JMX and Flight Recorder on", observed));
    results.print(
        "\nspread at most %.1f times as large: %s, it is %.2f times; nodes were scraped %d times\n"
            .formatted(MOST_RATIO, reached ? "yes" : "no", ratio, scraper.scrapes()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("window", Units.text(settings.window()));
    document.put("turns", settings.turns());
    document.put("settle", Units.text(settings.settle()));
    document.put("spread_ratio", Double.isFinite(ratio) ? ratio : null);
    document.put("scrapes", scraper.scrapes());
    document.put("off", values(plain));
    document.put("on", values(observed));
    results.write("observed", document, table);
    return reached;
  }

  private static String row(Table table, String what, OffsetOracle oracle) {
    return table.add(
        what,
        "%.2f".formatted(oracle.spreads().medianMicros()),
        "%.2f".formatted(oracle.spreads().p99Micros()),
        "%.2f".formatted(oracle.spreads().maxMicros()),
        "%.2f".formatted(oracle.bounds().medianMicros()),
        Long.toString(oracle.violations()),
        Integer.toString(oracle.spreads().size()));
  }

  private static Map<String, Object> values(OffsetOracle oracle) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("spread", oracle.spreads().toMap());
    values.put("bound", oracle.bounds().toMap());
    values.put("containment_violations", oracle.violations());
    values.put("missed_looks", oracle.missed());
    return values;
  }
}
