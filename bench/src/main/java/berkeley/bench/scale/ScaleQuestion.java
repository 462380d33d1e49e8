package berkeley.bench.scale;

import static java.util.Objects.requireNonNull;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.console.CommandFailure;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures how a round grows with the number of slaves: its time beside that of the same number of
 * bare remote calls, what the master uses, and how near the clocks are.
 */
public final class ScaleQuestion {
  private static final double MOST_RATIO = 1.3;
  private static final double MOST_MEGABYTES = 256;
  private static final double MOST_STEADY_PERCENT = 1;
  private static final int LARGE = 1000;

  /** Rounds before those that count: the first ones look nodes up and load classes. */
  private static final int BEFORE = 5;

  private static final int BARE_BEFORE = 3;
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private ScaleQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param options as on the command line
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether every figure that is asked for was reached
   * @throws IllegalArgumentException if an option makes no sense, saying why
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    ScaleSettings settings = ScaleSettings.parse(options);
    OwnCheckout checkout = new OwnCheckout(home);
    Table table =
        new Table(
            "slaves",
            "calls a round",
            "round ms: median",
            "max",
            "bare calls ms: median",
            "ratio",
            "master: cpu ms a round",
            "MB",
            "threads",
            "sockets",
            "synchronised",
            "spread us",
            "largest bound us");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean reached = true;
    for (int slaves : settings.slaves()) {
      try (ManySlaves cluster = new ManySlaves(checkout, slaves, settings.processes())) {
        Growth growth = measure(cluster, slaves, settings);
        results.print(growth.row(table));
        rows.add(growth.document());
        reached &=
            slaves < LARGE
                || (growth.ratio() <= MOST_RATIO
                    && growth.usage().residentMegabytes() <= MOST_MEGABYTES);
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period_ms", settings.period().toMillis());
    document.put("samples", settings.samples());
    document.put("processes", settings.processes());
    document.put("bare_threads", settings.bareThreads());
    document.put("results", rows);
    results.print(
        "\nwanted with %d slaves: a round in at most %.1f times the time of bare calls, a master below %.0f MB: %s"
            .formatted(LARGE, MOST_RATIO, MOST_MEGABYTES, reached ? "yes" : "no"));
    if (settings.steady().isZero()) {
      results.write("scale", document, table);
      return reached;
    }
    Map<String, Object> steady = steady(checkout, settings);
    document.put("steady", steady);
    boolean idle = (double) requireNonNull(steady.get("master_cpu_percent")) <= MOST_STEADY_PERCENT;
    results.print("steady: " + steady);
    results.print(
        "wanted: the master at most %.0f %% of one processor: %s"
            .formatted(MOST_STEADY_PERCENT, idle ? "yes" : "no"));
    results.write("scale-steady", document, table);
    return reached && idle;
  }

  /** The result of one size. */
  private record Growth(
      int slaves,
      int calls,
      DurationSeries rounds,
      DurationSeries bare,
      long cpuMillis,
      ProcessUsage usage,
      Spread spread) {

    double ratio() {
      return rounds.medianMicros() / bare.medianMicros();
    }

    String row(Table table) {
      return table.add(
          Integer.toString(slaves),
          Integer.toString(calls),
          "%.1f".formatted(rounds.medianMicros() * 1e-3),
          "%.1f".formatted(rounds.maxMicros() * 1e-3),
          "%.1f".formatted(bare.medianMicros() * 1e-3),
          "%.2f".formatted(ratio()),
          Long.toString(cpuMillis),
          "%.0f".formatted(usage.residentMegabytes()),
          Integer.toString(usage.threads()),
          Integer.toString(usage.sockets()),
          Integer.toString(spread.synchronised()),
          "%.1f".formatted(spread.nanos() * 1e-3),
          "%.1f".formatted(spread.boundNanos() * 1e-3));
    }

    Map<String, Object> document() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("slaves", slaves);
      row.put("calls", calls);
      row.put("round", rounds.toMap());
      row.put("bare", bare.toMap());
      row.put("ratio", ratio());
      row.put("master_cpu_ms", cpuMillis);
      row.put("master_resident_mb", usage.residentMegabytes());
      row.put("master_threads", usage.threads());
      row.put("master_sockets", usage.sockets());
      row.putAll(spread.document());
      return row;
    }
  }

  /**
   * How near the slaves' clocks are, by one look at all of them.
   *
   * @param synchronised how many report that they are
   * @param nanos between the two that are farthest apart
   * @param boundNanos the largest bound
   */
  private record Spread(int synchronised, long nanos, long boundNanos) {

    static Spread of(List<NodeStatus> all) {
      LongSummaryStatistics against = new LongSummaryStatistics();
      LongSummaryStatistics bounds = new LongSummaryStatistics();
      for (NodeStatus one : all) {
        if (one.state() == NodeState.SYNCHRONISED) {
          against.accept(one.reading().timeNanos() - one.reading().ticksNanos());
          bounds.accept(one.errorBoundNanos());
        }
      }
      int synchronised = (int) against.getCount();
      return synchronised == 0
          ? new Spread(0, 0, 0)
          : new Spread(synchronised, against.getMax() - against.getMin(), bounds.getMax());
    }

    Map<String, Object> document() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("synchronised", synchronised);
      row.put("spread_ns", nanos);
      row.put("largest_bound_ns", boundNanos);
      return row;
    }
  }

  private static Growth measure(ManySlaves cluster, int slaves, ScaleSettings settings)
      throws IOException, InterruptedException {
    DurationSeries rounds;
    long cpuMillis;
    ProcessUsage after;
    Spread spread;
    int wanted = BEFORE + settings.rounds();
    try (ManySlaves.Caller warming = cluster.bare(settings, BARE_BEFORE)) {
      require(warming.await(limit(settings, BARE_BEFORE)), "bare calls");
    }
    try (ManySlaves.Caller master = cluster.master(settings, wanted)) {
      while (master.count() < BEFORE) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      ProcessUsage before = master.usage();
      require(master.await(limit(settings, wanted)), "rounds");
      after = master.usage();
      cpuMillis = (after.processorMillis() - before.processorMillis()) / settings.rounds();
      rounds = master.rounds(BEFORE);
      spread = Spread.of(cluster.look());
    }
    DurationSeries bare;
    int passes = BARE_BEFORE + settings.rounds();
    try (ManySlaves.Caller caller = cluster.bare(settings, passes)) {
      require(caller.await(limit(settings, passes)), "bare calls");
      bare = caller.rounds(BARE_BEFORE);
    }
    int calls = slaves * (settings.samples() + 2);
    return new Growth(slaves, calls, rounds, bare, cpuMillis, after, spread);
  }

  /** Measures a cluster whose rounds become rarer; the second half of the time counts. */
  private static Map<String, Object> steady(OwnCheckout checkout, ScaleSettings settings)
      throws IOException, InterruptedException {
    int slaves = settings.slaves().stream().mapToInt(Integer::intValue).max().orElseThrow();
    try (ManySlaves cluster = new ManySlaves(checkout, slaves, settings.processes());
        ManySlaves.Caller master =
            cluster.master(settings, 1, "--poll-max=1h", "--bound-limit=1ms")) {
      long half = settings.steady().toNanos() / 2;
      TimeUnit.NANOSECONDS.sleep(half);
      long begin = HostTicks.now();
      int roundsBefore = master.count();
      ProcessUsage before = master.usage();
      long slavesBefore = cluster.slavesProcessorMillis();
      TimeUnit.NANOSECONDS.sleep(half);
      ProcessUsage after = master.usage();
      long slavesAfter = cluster.slavesProcessorMillis();
      double millis = (HostTicks.now() - begin) * 1e-6;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("slaves", slaves);
      row.put("seconds", Math.round(millis * 1e-3));
      row.put("rounds", master.count() - roundsBefore);
      row.put(
          "master_cpu_percent",
          100.0 * (after.processorMillis() - before.processorMillis()) / millis);
      row.put("slaves_cpu_percent", 100.0 * (slavesAfter - slavesBefore) / millis);
      row.put("master_resident_mb", after.residentMegabytes());
      row.putAll(Spread.of(cluster.look()).document());
      return row;
    }
  }

  private static Duration limit(ScaleSettings settings, int rounds) {
    return settings.period().multipliedBy(3L * rounds).plus(MARGIN);
  }

  private static void require(boolean came, String what) {
    if (!came) {
      throw CommandFailure.missing("the " + what + " did not come in time");
    }
  }
}
