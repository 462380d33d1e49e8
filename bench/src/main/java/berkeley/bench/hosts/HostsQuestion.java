package berkeley.bench.hosts;

import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.TemporaryFolder;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures how near six nodes on three hosts keep their clocks under TLS, and the effects of
 * disconnecting a host: network namespaces of one machine, so that the true offsets are known.
 */
public final class HostsQuestion {
  private static final int HOSTS = 3;
  private static final int PORT = 1099;
  private static final Duration MOST_SPREAD = Duration.ofNanos(10_000);
  private static final Duration MOST_HOLDOVER = Duration.ofSeconds(3);
  private static final Duration MOST_HEALING = Duration.ofSeconds(5);

  private HostsQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param options as {@link HostsSettings#parse} wants them
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether the figures that are asked for were reached
   * @throws IOException if namespaces cannot be had, or a process does not run
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    HostsSettings settings = HostsSettings.parse(options);
    HostLayout layout = new HostLayout(HOSTS, 2, PORT, false, 0);
    try (TemporaryFolder folder = new TemporaryFolder("berkeley-bench-hosts");
        NetworkNamespaces net = NetworkNamespaces.open(HOSTS, NetworkNamespaces.Family.IPV4);
        HostCluster cluster = HostCluster.start(home, folder.path(), net, layout)) {
      CableTrial trial = new CableTrial(cluster, net);
      trial.leadingHost();
      TimeUnit.NANOSECONDS.sleep(settings.settle().toNanos());
      long from = HostTicks.now();
      TimeUnit.NANOSECONDS.sleep(settings.duration().toNanos());
      cluster.requireAlive();
      long to = HostTicks.now();
      DurationSeries spreads = cluster.samples().spreads(layout.all(), from, to);
      DurationSeries bounds = cluster.samples().bounds(layout.all(), from, to);
      List<CableTrial.Result> pulls = new ArrayList<>();
      for (int i = 0; i < settings.cables(); i++) {
        int leading = trial.leadingHost();
        pulls.add(trial.pull(i % 2 == 1 ? leading : 1 + leading % HOSTS, settings.apart()));
        results.print("cable %d: %s\n".formatted(i + 1, pulls.get(i)));
      }
      return conclude(settings, spreads, bounds, pulls, results);
    }
  }

  private static boolean conclude(
      HostsSettings settings,
      DurationSeries spreads,
      DurationSeries bounds,
      List<CableTrial.Result> pulls,
      Results results)
      throws IOException {
    Figures figures = new Figures();
    figures.micros("spread of six nodes on three hosts", spreads, MOST_SPREAD);
    figures.micros("bound that they report", bounds, null);
    List<CableTrial.Result> followers = pulls.stream().filter(pull -> !pull.ledHere()).toList();
    List<CableTrial.Result> masters = pulls.stream().filter(CableTrial.Result::ledHere).toList();
    Duration deadline = MasterSettings.defaults().deadline();
    figures.millis(
        "a follower's cable: the next round of the others lasted",
        each(followers, CableTrial.Result::roundLasted),
        deadline);
    figures.millis(
        "the master's cable: from the pull to the first round of the next master",
        each(masters, CableTrial.Result::nextRound),
        null);
    figures.millis(
        "a cable: from the pull to HOLDOVER behind it",
        each(pulls, CableTrial.Result::holdover),
        MOST_HOLDOVER);
    figures.millis(
        "a cable: from putting it back to one master and all SYNCHRONISED",
        each(pulls, CableTrial.Result::healed),
        MOST_HEALING);
    results.print("\n" + figures.table());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("duration", Units.text(settings.duration()));
    document.put("settle", Units.text(settings.settle()));
    document.put("results", figures.rows());
    results.write("namespaces", document, figures.table());
    return figures.reached();
  }

  private static List<Duration> each(
      List<CableTrial.Result> pulls, Function<CableTrial.Result, Duration> figure) {
    return pulls.stream().map(figure).toList();
  }

  /** Rows of figures, each checked against its limit if it has one. */
  private static final class Figures {
    private final Table table =
        new Table("measured", "times", "median", "largest", "wanted at most");
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private boolean reached = true;

    /** Adds figures with a limit for the median; null for none. */
    void micros(String name, DurationSeries series, @Nullable Duration most) {
      reached &= most == null || series.medianMicros() * 1e3 <= most.toNanos();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("measured", name);
      row.putAll(series.toMap());
      rows.add(row);
      table.add(
          name,
          Integer.toString(series.size()),
          "%.2f us".formatted(series.medianMicros()),
          "%.2f us".formatted(series.maxMicros()),
          most == null ? "" : "%d us in the median".formatted(most.toNanos() / 1_000));
    }

    /** Adds figures with a limit for the largest; null for none. */
    void millis(String name, List<Duration> all, @Nullable Duration most) {
      List<Duration> sorted = all.stream().sorted().toList();
      Duration largest = sorted.get(sorted.size() - 1);
      Duration median = sorted.get((sorted.size() - 1) / 2);
      reached &= most == null || largest.compareTo(most) <= 0;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("measured", name);
      row.put("all_ms", all.stream().map(Duration::toMillis).toList());
      rows.add(row);
      table.add(
          name,
          Integer.toString(all.size()),
          "%d ms".formatted(median.toMillis()),
          "%d ms".formatted(largest.toMillis()),
          most == null ? "" : "%d ms".formatted(most.toMillis()));
    }

    Table table() {
      return table;
    }

    List<Map<String, Object>> rows() {
      return rows;
    }

    boolean reached() {
      return reached;
    }
  }
}
