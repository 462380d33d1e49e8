package berkeley.bench.failover;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.process.NodeCommand;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long a cluster is without rounds when its master is killed or stopped, how far the
 * others drift apart meanwhile, and how soon there is a first master.
 */
public final class FailoverQuestion {
  private static final double MOST_SPREAD_MICROS = 50;
  private static final double MOST_FIRST_SECONDS = 3;
  private static final int FEW = 5;

  /** The limits at a period of 1 s and below. */
  private static final double MOST_SECONDS = 5;

  private static final double MOST_SECONDS_FAST = 1.5;
  private static final Duration FAST = Duration.ofMillis(200);

  private FailoverQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether every figure that is asked for was reached
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(FailoverSettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    NodeCommand command = new OwnCheckout(home).command();
    Table table =
        new Table(
            "period",
            "nodes",
            "first master s",
            "killed: median s",
            "max s",
            "stopped: median s",
            "max s",
            "both: p99 s",
            "spread meanwhile: median us",
            "p99 us",
            "max us");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean reached = true;
    for (Duration period : settings.periods()) {
      try (ElectableCluster cluster = new ElectableCluster(command, period, settings.nodes())) {
        FailoverTrials trials = new FailoverTrials(cluster, period);
        Duration first = trials.first(HostTicks.now());
        trials.run(settings.trials());
        results.print(row(table, period, settings, first, trials));
        rows.add(document(period, first, trials));
        reached &= isReached(period, settings.nodes(), first, trials);
      }
    }
    results.print(
        """

        wanted: p99 at most %.1f s, at a period of 200 ms and below %.1f s; spread meanwhile at most %.0f us;
        with five nodes the first master's first round within %.0f s: %s
        """
            .formatted(
                MOST_SECONDS,
                MOST_SECONDS_FAST,
                MOST_SPREAD_MICROS,
                MOST_FIRST_SECONDS,
                reached ? "yes" : "no"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("trials", settings.trials());
    document.put("nodes", settings.nodes());
    document.put("results", rows);
    results.write("failover", document, table);
    return reached;
  }

  private static boolean isReached(
      Duration period, int nodes, Duration first, FailoverTrials trials) {
    double most = period.compareTo(FAST) <= 0 ? MOST_SECONDS_FAST : MOST_SECONDS;
    return trials.both().p99Micros() <= most * 1e6
        && trials.spreads().maxMicros() <= MOST_SPREAD_MICROS
        && (nodes > FEW || first.toNanos() <= MOST_FIRST_SECONDS * 1e9);
  }

  private static String row(
      Table table,
      Duration period,
      FailoverSettings settings,
      Duration first,
      FailoverTrials trials) {
    return table.add(
        Units.text(period),
        Integer.toString(settings.nodes()),
        "%.2f".formatted(first.toNanos() * 1e-9),
        seconds(trials.killed().medianMicros()),
        seconds(trials.killed().maxMicros()),
        seconds(trials.stopped().medianMicros()),
        seconds(trials.stopped().maxMicros()),
        seconds(trials.both().p99Micros()),
        "%.1f".formatted(trials.spreads().medianMicros()),
        "%.1f".formatted(trials.spreads().p99Micros()),
        "%.1f".formatted(trials.spreads().maxMicros()));
  }

  private static String seconds(double micros) {
    return "%.2f".formatted(micros * 1e-6);
  }

  private static Map<String, Object> document(
      Duration period, Duration first, FailoverTrials trials) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("period", Units.text(period));
    row.put("first_master_us", first.toNanos() * 1e-3);
    row.put("killed", trials.killed().toMap());
    row.put("stopped", trials.stopped().toMap());
    row.put("both", trials.both().toMap());
    row.put("spread_meanwhile", trials.spreads().toMap());
    return row;
  }
}
