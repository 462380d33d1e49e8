package berkeley.bench.yardstick;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the simulator tells: how accurate clocks are in the scenarios, which follows from the seeds
 * alone, and how much processor time an hour of chaos takes.
 */
final class SimulatedFigures {
  private static final List<String> SCENARIOS = List.of("A", "B", "C", "D", "E", "F");

  /** What is compared of each scenario: these were asked not to grow. */
  private static final List<String> ACCURACY =
      List.of("rms_ns", "spread_median_ns", "spread_p99_ns");

  private static final double MOST_ACCURACY_RATIO = 1.05;
  private static final double NANOS_PER_HOUR = 3600e9;
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private SimulatedFigures() {}

  /** Runs each scenario once in each build, with the same seeds. */
  static void scenarios(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    for (String scenario : SCENARIOS) {
      for (Checkout checkout : both) {
        CommandOutcome outcome =
            checkout.berkeley(
                LIMIT, List.of("simulate", scenario, "--seeds=" + settings.seeds(), "--json"));
        JsonNode document = outcome.document();
        for (String key : ACCURACY) {
          figures.add(
              checkout.side(),
              scenario + "_" + key,
              document.get(key).number(),
              MOST_ACCURACY_RATIO);
        }
        figures.add(
            checkout.side(),
            scenario + "_bound_median_ns",
            document.get("bound_median_ns").number());
        figures.add(checkout.side(), scenario + "_violations", document.get("violations").sum());
      }
    }
  }

  /** Runs windows of chaos in turn; both builds' n-th windows have the same seeds. */
  static void chaos(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    for (int window = 0; window < settings.chaosWindows(); window++) {
      List<String> arguments = new ArrayList<>(List.of("simulate", "chaos", "--json"));
      arguments.add("--seeds=" + settings.chaosSeeds());
      arguments.add("--seed=" + (1 + window * settings.chaosSeeds()));
      for (Checkout checkout : both) {
        CommandOutcome outcome = checkout.berkeley(LIMIT, arguments);
        double hours = outcome.document().get("virtual_ns").number() / NANOS_PER_HOUR;
        figures.add(checkout.side(), "virtual_hours_per_cpu_s", hours / outcome.processorSeconds());
        figures.add(checkout.side(), "violations", outcome.document().get("violations").sum());
      }
    }
  }
}
