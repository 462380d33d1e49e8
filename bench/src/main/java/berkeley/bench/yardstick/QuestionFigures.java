package berkeley.bench.yardstick;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What questions tell that both builds can answer by themselves, with programs of their own. */
final class QuestionFigures {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private QuestionFigures() {}

  /** Measures rounds of many slaves beside as many bare calls, of both checkouts in turn. */
  static void scale(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "--slaves",
            Integer.toString(settings.slaves()),
            "--processes",
            "4",
            "--rounds",
            "10",
            "--period",
            "2s");
    for (int window = 0; window < settings.scaleWindows(); window++) {
      for (Checkout checkout : both) {
        JsonNode row = checkout.question(LIMIT, "scale", options).get("results").elements().get(0);
        Side side = checkout.side();
        figures.add(side, "round_median_ms", millis(row, "round"));
        figures.add(side, "bare_calls_median_ms", millis(row, "bare"));
        figures.add(side, "round_to_bare_calls", row.get("ratio").number());
        figures.add(side, "master_cpu_ms", row.get("master_cpu_ms").number());
        figures.add(side, "master_resident_mb", row.get("master_resident_mb").number());
        figures.add(side, "spread_ns", row.get("spread_ns").number());
        figures.add(side, "largest_bound_ns", row.get("largest_bound_ns").number());
      }
    }
  }

  /** Measures what reads of a clock cost, of both checkouts once each. */
  static void read(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    for (Checkout checkout : both) {
      JsonNode document = checkout.question(LIMIT, "clock", List.of());
      figures.add(
          checkout.side(),
          "nanos_to_nano_time",
          document.get("nanos_to_nano_time_ratio").get("median").number());
      for (JsonNode row : document.get("results").elements()) {
        figures.add(checkout.side(), row.get("read").text() + "_ns", row.get("median_ns").number());
      }
    }
  }

  private static double millis(JsonNode row, String series) throws IOException {
    return row.get(series).get("median_us").number() / MICROS_PER_MILLI;
  }
}
