package berkeley.bench.liar;

import static java.util.Objects.requireNonNull;

import berkeley.bench.liar.LiarSweep.Beginning;
import berkeley.bench.liar.LiarSweep.Point;
import berkeley.bench.process.TemporaryFolder;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how far one compromised member of seven can move the others' common time, by lies from a
 * microsecond to an hour: each strategy in virtual time, the default one among real processes too.
 */
public final class LiarQuestion {
  private static final List<Duration> LIVE_LIES =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(10_000),
          Duration.ofNanos(100_000),
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofHours(1));

  private LiarQuestion() {}

  /**
   * Measures, prints the results, and writes them with a plot.
   *
   * @param options of {@link LiarSettings#parse}
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether the default strategy kept the others within the honest error, always
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    LiarSettings settings = LiarSettings.parse(options);
    List<Point> points = new LiarSweep(settings).points();
    results.writePicture("liar", LiarPlot.draw(points));
    Table table = table(points);
    results.print(table.toString());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("duration", Units.text(settings.duration()));
    document.put("seeds", settings.seeds());
    document.put("results", points.stream().map(LiarQuestion::row).toList());
    boolean kept = points.stream().allMatch(LiarQuestion::isKept);
    if (!settings.live().isZero()) {
      List<Map<String, Object>> live = live(settings, home, results);
      document.put("live", live);
      kept &= live.stream().allMatch(LiarQuestion::isKept);
    }
    results.write("liar", document, table);
    return kept;
  }

  private static boolean isKept(Point point) {
    return !point.average().equals(MasterSettings.defaults().average())
        || point.movedNanos() <= point.boundNanos();
  }

  private static boolean isKept(Map<String, Object> live) {
    return (long) requireNonNull(live.get("moved_ns"))
        <= (long) requireNonNull(live.get("bound_ns"));
  }

  /** Returns a row for each lie: how far each strategy let the others be moved. */
  private static Table table(List<Point> points) {
    List<String> averages = points.stream().map(Point::average).distinct().toList();
    List<String> headings = new ArrayList<>(List.of("lie"));
    for (Beginning beginning : Beginning.values()) {
      averages.forEach(
          average ->
              headings.add(
                  average + (beginning == Beginning.START ? ", at the start" : ", later")));
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (Duration lie : points.stream().map(Point::lie).distinct().toList()) {
      List<String> cells = new ArrayList<>(List.of(Units.text(lie)));
      for (Beginning beginning : Beginning.values()) {
        for (String average : averages) {
          points.stream()
              .filter(point -> point.average().equals(average))
              .filter(point -> point.beginning() == beginning && point.lie().equals(lie))
              .forEach(point -> cells.add(micros(point.movedNanos())));
        }
      }
      table.add(cells.toArray(String[]::new));
    }
    List<String> honest = new ArrayList<>(List.of("honest error"));
    for (Beginning beginning : Beginning.values()) {
      for (String average : averages) {
        honest.add(
            micros(
                points.stream()
                    .filter(point -> point.average().equals(average))
                    .filter(point -> point.beginning() == beginning)
                    .mapToDouble(Point::boundNanos)
                    .min()
                    .orElseThrow()));
      }
    }
    table.add(honest.toArray(String[]::new));
    return table;
  }

  private static List<Map<String, Object>> live(LiarSettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder("berkeley-bench-liar");
        LiarTrial trial = LiarTrial.start(home, folder.path())) {
      trial.commonTimeNanos(settings.live().multipliedBy(4)); // to settle
      for (Duration lie : LIVE_LIES) {
        trial.lie(Duration.ZERO);
        long before = trial.commonTimeNanos(settings.live());
        long bound = trial.largestBoundNanos();
        trial.lie(lie);
        long after = trial.commonTimeNanos(settings.live());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("lie", Units.text(lie));
        row.put("moved_ns", Math.abs(after - before));
        row.put("bound_ns", bound);
        rows.add(row);
        results.print(
            "real processes: a lie of %s moved the others by %s, whose largest bound was %s\n"
                .formatted(Units.text(lie), micros(Math.abs(after - before)), micros(bound)));
      }
    }
    return rows;
  }

  private static String micros(double nanos) {
    double micros = nanos * 1e-3;
    return micros == 0 ? "0" : micros < 1_000 ? "%.3g us".formatted(micros) : large(micros);
  }

  private static String large(double micros) {
    return micros < 1e6 ? "%.3g ms".formatted(micros * 1e-3) : "%.4g s".formatted(micros * 1e-6);
  }

  private static Map<String, Object> row(Point point) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("average", point.average());
    row.put("beginning", point.beginning().name());
    row.put("lie_ns", point.lie().toNanos());
    row.put("moved_ns", Math.round(point.movedNanos()));
    row.put("bound_ns", Math.round(point.boundNanos()));
    return row;
  }
}
