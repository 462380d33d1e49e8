package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.simulate.ChaosText;
import berkeley.simulator.chaos.Mutant;
import berkeley.simulator.chaos.SimulatedChaosSettings;
import berkeley.simulator.chaos.SimulatedChaosSummary;
import berkeley.simulator.chaos.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Simulates elections under faults; succeeds if nothing is violated. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = "Runs clusters of electable nodes in virtual time, under faults drawn by a seed.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley simulate chaos --seeds 100 --json")
final class SimulateChaosCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 1_000_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds (default: ${DEFAULT-VALUE}).")
  private int seeds = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "Virtual time of each seed (default: 10h).")
  private Duration duration = Duration.ofHours(10);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Electable nodes, 3 to 50 (default: ${DEFAULT-VALUE}).")
  private int nodes = 5;

  @Option(
      names = "--period",
      paramLabel = "DURATION",
      description =
          "From one round to the next; leases and faults are multiples of it (default: 10s).")
  private Duration period = Duration.ofSeconds(10);

  @Option(
      names = "--weather",
      paramLabel = "NAME[,NAME...]",
      completionCandidates = WeatherNames.class,
      description =
          "What the clusters are like and which faults meet them; parts can be combined:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String weather = "plain";

  @Option(
      names = "--broken",
      paramLabel = "WHAT",
      completionCandidates = BrokenNames.class,
      description = "Add a deliberate defect, to see it detected: ${COMPLETION-CANDIDATES}.")
  private String broken = "nothing";

  @Option(
      names = "--without-promises",
      description = "Do not check the promises, to see what that costs; the runs are the same.")
  private boolean withoutPromises;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** For help and shell completion. */
  static final class BrokenNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    BrokenNames() {
      super(Mutant.names());
    }
  }

  /** For help and shell completion. */
  static final class WeatherNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    WeatherNames() {
      super(Weather.names());
    }
  }

  @Override
  public Integer call() {
    LogLevel.ofSimulation();
    SimulatedChaosSummary summary = SimulatedChaosSummary.of(settings(), seed, seeds);
    if (json) {
      System.out.println(JsonLine.line(summary.document()));
    } else {
      ChaosText.lines(summary).forEach(System.out::println);
    }
    boolean kept = summary.firstBroken().isEmpty() && !summary.promises().anyBroken();
    return kept ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }

  private SimulatedChaosSettings settings() {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw usage("--seeds: found %d, wanted 1 to %d".formatted(seeds, MOST_SEEDS));
    }
    try {
      return SimulatedChaosSettings.builder()
          .nodes(nodes)
          .duration(duration)
          .period(period)
          .weather(Weather.byName(weather))
          .broken(Mutant.byName(broken))
          .checksPromises(!withoutPromises)
          .build();
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private ParameterException usage(String line) {
    return new ParameterException(command.commandLine(), line);
  }
}
