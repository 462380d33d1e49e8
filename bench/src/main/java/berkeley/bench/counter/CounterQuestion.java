package berkeley.bench.counter;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.process.NodeCommand;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers: what does an NTP daemon that steers the counter of one host do to bounds, where nodes
 * count by a counter that nobody steers, and where they do not?
 */
public final class CounterQuestion {

  /** Up to here a counter that may be steered has to be borne by default. */
  private static final double MOST_BORNE_PPM = 500;

  private static final double MAX_SLEW_PPM = 500;

  private CounterQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param options see {@code bench/run --help}
   * @param home the checkout, built
   * @return whether no reading was outside that must not be
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    boolean isRaw = HostTicks.counter().source().equals(HostTicks.RAW);
    CounterSettings settings = CounterSettings.parse(options, isRaw);
    Table table =
        new Table(
            "ticks",
            "steered",
            "by ppm",
            "poll",
            "looks",
            "outside %",
            "worst us",
            "bound us",
            "p99");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean reached = true;
    for (String source : settings.sources()) {
      for (String node : settings.nodes()) {
        for (String poll : settings.polls()) {
          reached &= trial(settings, home, new Cell(source, node, poll), table, rows, results);
        }
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("steered_for", Units.text(settings.steered()));
    document.put("then_left_alone_for", Units.text(settings.between()));
    document.put("results", rows);
    results.write("counter", document, table);
    return reached;
  }

  /**
   * One cluster.
   *
   * @param source the nodes' counter
   * @param node whose counter is steered
   * @param poll how often rounds are
   */
  private record Cell(String source, String node, String poll) {}

  private static boolean trial(
      CounterSettings settings,
      Path home,
      Cell cell,
      Table table,
      List<Map<String, Object>> rows,
      Results results)
      throws IOException, InterruptedException {
    boolean isRaw = cell.source().equals(CounterSettings.RAW);
    OwnCheckout checkout = new OwnCheckout(home);
    NodeCommand command = isRaw ? checkout.command() : checkout.commandWithoutNativeAccess();
    boolean reached = true;
    try (SteeredCounter counter = SteeredCounter.open(home);
        CounterTrial trial =
            CounterTrial.start(
                command,
                CounterSettings.rounds(cell.poll()),
                counter,
                cell.node().equals(CounterSettings.MASTER))) {
      trial.watch(settings.settle(), MAX_SLEW_PPM);
      for (double ppm : settings.ppms()) {
        trial.steer(ppm);
        double ratePpm = MAX_SLEW_PPM + 2 * Math.abs(ppm);
        CounterTrial.Seen during = trial.watch(settings.steered(), ratePpm);
        trial.steer(0);
        CounterTrial.Seen after = trial.watch(settings.between(), ratePpm);
        boolean mustHold = isRaw || Math.abs(ppm) <= MOST_BORNE_PPM;
        reached &= !mustHold || during.outside() + after.outside() == 0;
        results.print(row(table, rows, cell, ppm, "during", during));
        results.print(row(table, rows, cell, ppm, "after", after));
      }
    }
    return reached;
  }

  private static String row(
      Table table,
      List<Map<String, Object>> rows,
      Cell cell,
      double ppm,
      String phase,
      CounterTrial.Seen seen) {
    double share = seen.looks() == 0 ? 0 : 100.0 * seen.outside() / seen.looks();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ticks_source", seen.source());
    row.put("steered", cell.node());
    row.put("ppm", ppm);
    row.put("poll", cell.poll());
    row.put("phase", phase);
    row.put("looks", seen.looks());
    row.put("outside", seen.outside());
    row.put("worst_ns", seen.worstNanos());
    row.put("largest_frequency_ppm", seen.frequencyPpm());
    row.put("bounds", seen.bounds().toMap());
    rows.add(row);
    return table.add(
        seen.source(),
        cell.node(),
        "%.0f, %s".formatted(ppm, phase),
        cell.poll(),
        Integer.toString(seen.looks()),
        "%.1f".formatted(share),
        "%.1f".formatted(seen.worstNanos() * 1e-3),
        "%.1f".formatted(seen.bounds().medianMicros()),
        "%.1f".formatted(seen.bounds().p99Micros()));
  }
}
