package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.simulate.ElectionText;
import berkeley.simulator.Simulation;
import berkeley.simulator.bully.ElectionComparison;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets the election by priority beside ours, in virtual time. */
@Command(
    name = "election",
    mixinStandardHelpOptions = true,
    description = {
      "Runs two elections side by side in virtual time: this project's, with terms and majorities,"
          + " and the bully algorithm, in which the highest number leads.",
      "In each seed the master is killed, starts again, is split off with the minority, and is joined"
          + " again; for how long nobody led, for how long two did, and how many messages were about"
          + " it, is counted."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley simulate election --nodes 7 --seeds 50 --loss 0.05")
final class SimulateElectionCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 10_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many nodes, 3 to 50 (default: ${DEFAULT-VALUE}).")
  private int nodes = 5;

  @Option(
      names = "--period",
      paramLabel = "DURATION",
      description = "From one round to the next; leases and timeouts follow (default: 1s).")
  private Duration period = Duration.ofSeconds(1);

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      description = "The share of messages that are lost, 0 to 0.5 (default: ${DEFAULT-VALUE}).")
  private double loss;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed (default: ${DEFAULT-VALUE}).")
  private long seed = Simulation.FIRST_SEED;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, one run each (default: ${DEFAULT-VALUE}).")
  private int seeds = 20;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    LogLevel.ofSimulation();
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new ParameterException(
          command.commandLine(), "--seeds: %d is not in 1..%d".formatted(seeds, MOST_SEEDS));
    }
    PrintWriter out = command.commandLine().getOut();
    ElectionComparison both = compare();
    if (json) {
      out.println(JsonLine.line(both.document()));
    } else {
      ElectionText.lines(both).forEach(out::println);
    }
    return ExitCode.DONE;
  }

  private ElectionComparison compare() {
    try {
      return ElectionComparison.run(nodes, period, loss, seed, seeds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
