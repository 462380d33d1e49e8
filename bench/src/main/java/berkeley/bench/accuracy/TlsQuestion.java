package berkeley.bench.accuracy;

import static java.util.Objects.requireNonNull;

import berkeley.bench.process.OwnCheckout;
import berkeley.bench.process.TemporaryFolder;
import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.keys.ClusterKeys;
import berkeley.simulator.text.Units;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what TLS costs: the round trip of a call, and how near five processes keep their clocks,
 * with it and without, side by side in the same seconds.
 */
public final class TlsQuestion {
  private static final double MOST_ROUND_TRIP = 3;
  private static final double MOST_SPREAD = 1.5;

  private TlsQuestion() {}

  /**
   * Measures, prints the results and writes them.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @return whether both figures that are asked for were reached
   * @throws IOException if the results cannot be written, or a process does not run
   */
  public static boolean answer(TlsSettings settings, Path home, Results results)
      throws IOException, InterruptedException {
    try (TemporaryFolder folder = new TemporaryFolder("berkeley-bench-keys")) {
      Path keys = folder.path();
      ClusterKeys made = ClusterKeys.in(keys);
      for (String name : ProcessCluster.NODES) {
        made.addNode(name);
      }
      Table table =
          new Table(
              "measured",
              "round trip us",
              "by stamps us",
              "median spread us",
              "p99 us",
              "median bound us",
              "outside bound");
      List<Map<String, Object>> rows = new ArrayList<>();
      for (int pass = 1; pass <= settings.passes(); pass++) {
        List<String> plain = line(settings, home, List.of());
        Process beside = start(plain);
        try {
          String measured = run(line(settings, home, List.of(keys.toString())));
          rows.add(row("plain " + pass, output(plain, beside), table, results));
          rows.add(row("TLS " + pass, measured, table, results));
        } finally {
          beside.destroy();
        }
      }
      double roundTrip = ratio(rows, "round_trip");
      double spread = ratio(rows, "spread");
      results.print(
          "\nTLS to plain: round trip %.2f (wanted at most %.1f), spread %.2f (at most %.1f)\n"
              .formatted(roundTrip, MOST_ROUND_TRIP, spread, MOST_SPREAD));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("duration", Units.text(settings.duration()));
      document.put("settle", Units.text(settings.settle()));
      document.put("results", rows);
      document.put("round_trip_to_plain", roundTrip);
      document.put("spread_to_plain", spread);
      results.write("tls", document, table);
      return roundTrip <= MOST_ROUND_TRIP && spread <= MOST_SPREAD;
    }
  }

  private static List<String> line(TlsSettings settings, Path home, List<String> keys) {
    List<String> arguments = new ArrayList<>();
    arguments.add(home.toString());
    arguments.add(Units.text(settings.settle()));
    arguments.add(Units.text(settings.duration()));
    arguments.addAll(keys);
    return new OwnCheckout(home).java().running(TlsSide.class.getName(), arguments);
  }

  private static Map<String, Object> row(String name, String measured, Table table, Results results)
      throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("variant", name);
    row.putAll(JSON.std.mapFrom(measured));
    results.print(
        table.add(
            name,
            text(median(row, "round_trip")),
            text(median(row, "round_trip_by_stamps")),
            text(median(row, "spread")),
            text(figure(row, "spread", "p99_us")),
            text(median(row, "bound")),
            String.valueOf(row.get("containment_violations"))));
    return row;
  }

  /** Returns the ratio of the medians over all passes. */
  private static double ratio(List<Map<String, Object>> rows, String figure) {
    return middle(rows, "TLS", figure) / middle(rows, "plain", figure);
  }

  private static double middle(List<Map<String, Object>> rows, String kind, String figure) {
    double[] medians =
        rows.stream()
            .filter(row -> String.valueOf(row.get("variant")).startsWith(kind))
            .mapToDouble(row -> median(row, figure))
            .sorted()
            .toArray();
    return (medians[(medians.length - 1) / 2] + medians[medians.length / 2]) / 2;
  }

  private static double median(Map<String, Object> row, String figure) {
    return figure(row, figure, "median_us");
  }

  private static double figure(Map<String, Object> row, String name, String part) {
    Map<?, ?> figures = (Map<?, ?>) requireNonNull(row.get(name));
    return ((Number) requireNonNull(figures.get(part))).doubleValue();
  }

  private static String text(double micros) {
    return "%.2f".formatted(micros);
  }

  private static String run(List<String> line) throws IOException, InterruptedException {
    return output(line, start(line));
  }

  private static Process start(List<String> line) throws IOException {
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String output(List<String> line, Process process)
      throws IOException, InterruptedException {
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw CommandFailure.missing("%s ended with %d".formatted(line, process.exitValue()));
      }
      return output;
    } finally {
      process.destroy();
    }
  }
}
