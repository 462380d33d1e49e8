package berkeley.bench.start;

import berkeley.bench.accuracy.ProcessCluster;
import berkeley.bench.accuracy.RawTcp;
import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.OwnCheckout;
import berkeley.bench.result.Options;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.bench.start.StartTrial.Look;
import berkeley.bench.start.StartTrial.Outcome;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Measures how soon five processes that start together are near one another, and how soon one that
 * joins them is, with a quick start and without; beside it what bursts over plain TCP measure of
 * clocks that cannot differ.
 */
public final class StartQuestion {
  private static final double MOST_SPREAD_AFTER_2S = 5;
  private static final double MOST_BOUND_AFTER_2S = 60;
  private static final double MOST_SPREAD_AFTER_10S = 2;
  private static final int RAW_ROUNDS = 20;
  private static final long RAW_PAUSE_MILLIS = 50;

  private StartQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param words the options: {@code --trials 5 --period 1s}
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether every figure that is asked for was reached
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(List<String> words, Path home, Results results)
      throws IOException, InterruptedException {
    Options options = new Options(words, "--trials", "--period");
    int trials = options.number("--trials", 1, 5);
    Duration period = options.positive("--period", Duration.ofSeconds(1));
    OwnCheckout checkout = new OwnCheckout(home);
    Map<Boolean, List<Outcome>> outcomes = new LinkedHashMap<>();
    outcomes.put(false, new ArrayList<>());
    outcomes.put(true, new ArrayList<>());
    DurationSeries raw;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (RawTcp echoes =
        RawTcp.start(Collections.nCopies(ProcessCluster.SLAVES.size(), any), checkout.java())) {
      raw = new DurationSeries();
      for (int trial = 0; trial < trials; trial++) {
        for (Map.Entry<Boolean, List<Outcome>> each : outcomes.entrySet()) {
          MasterSettings settings =
              MasterSettings.builder().period(period).quickStart(each.getKey()).build();
          each.getValue().add(StartTrial.run(checkout.command(), settings, trial));
        }
        for (int i = 0; i < RAW_ROUNDS; i++) {
          raw.add(echoes.round());
          TimeUnit.MILLISECONDS.sleep(RAW_PAUSE_MILLIS);
        }
      }
    }
    return report(outcomes, raw, period, results);
  }

  private static boolean report(
      Map<Boolean, List<Outcome>> outcomes, DurationSeries raw, Duration period, Results results)
      throws IOException {
    Table table =
        new Table(
            "start",
            "looked at",
            "median spread us",
            "largest",
            "median of the largest bounds us",
            "largest",
            "outside bound");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean reached = true;
    for (Map.Entry<Boolean, List<Outcome>> each : outcomes.entrySet()) {
      boolean quick = each.getKey();
      String start = quick ? "quick" : "at the usual pace";
      List<Row> all = new ArrayList<>();
      for (int i = 0; i < StartTrial.LOOKS.size(); i++) {
        int index = i;
        all.add(
            new Row(
                "after " + Units.text(StartTrial.LOOKS.get(i)),
                looks(each.getValue(), outcome -> outcome.looks().get(index))));
      }
      all.add(
          new Row(
              "newcomer after " + Units.text(StartTrial.NEWCOMER_LOOK),
              looks(each.getValue(), Outcome::newcomer)));
      for (Row row : all) {
        results.print(row.addTo(table, start));
        rows.add(row.document(start));
      }
      reached &= !quick || isReached(all);
    }
    results.print(
        table.add("raw TCP", "-", text(raw.medianMicros()), text(raw.maxMicros()), "-", "-", "-"));
    results.print(
        """

        wanted of a quick start: spread at most %.0f us and bounds at most %.0f us after 2 s, of a
        newcomer too; spread at most %.0f us after 10 s; nobody outside its bound: %s
        """
            .formatted(
                MOST_SPREAD_AFTER_2S,
                MOST_BOUND_AFTER_2S,
                MOST_SPREAD_AFTER_10S,
                reached ? "yes" : "no"));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("period", Units.text(period));
    document.put("drift_ppm", StartTrial.DRIFT_PPM);
    document.put("results", rows);
    document.put("raw_tcp_spread", raw.toMap());
    results.write("start", document, table);
    return reached;
  }

  private static boolean isReached(List<Row> rows) {
    Row early = rows.get(0);
    Row late = rows.get(StartTrial.LOOKS.size() - 1);
    Row newcomer = rows.get(StartTrial.LOOKS.size());
    return early.isWithin(MOST_SPREAD_AFTER_2S, MOST_BOUND_AFTER_2S)
        && late.isWithin(MOST_SPREAD_AFTER_10S, MOST_BOUND_AFTER_2S)
        && newcomer.isWithin(MOST_SPREAD_AFTER_2S, MOST_BOUND_AFTER_2S)
        && rows.stream().allMatch(row -> row.outside() == 0);
  }

  private static List<Look> looks(List<Outcome> outcomes, Function<Outcome, Look> which) {
    return outcomes.stream().map(which).toList();
  }

  /** All trials at one moment. */
  private record Row(String moment, List<Look> looks) {

    private DurationSeries series(Function<Look, Long> figure) {
      DurationSeries series = new DurationSeries();
      looks.forEach(look -> series.add(figure.apply(look)));
      return series;
    }

    DurationSeries spreads() {
      return series(Look::spreadNanos);
    }

    DurationSeries bounds() {
      return series(Look::boundNanos);
    }

    int outside() {
      return looks.stream().mapToInt(Look::outside).sum();
    }

    boolean isWithin(double spreadMicros, double boundMicros) {
      return spreads().medianMicros() <= spreadMicros && bounds().medianMicros() <= boundMicros;
    }

    String addTo(Table table, String start) {
      return table.add(
          start,
          moment,
          text(spreads().medianMicros()),
          text(spreads().maxMicros()),
          text(bounds().medianMicros()),
          text(bounds().maxMicros()),
          Integer.toString(outside()));
    }

    Map<String, Object> document(String start) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("start", start);
      row.put("looked_at", moment);
      row.put("spread", spreads().toMap());
      row.put("bound", bounds().toMap());
      row.put("containment_violations", outside());
      return row;
    }
  }

  private static String text(double micros) {
    return "%.1f".formatted(micros);
  }
}
