package berkeley.launcher;

import berkeley.harness.chaos.ChaosRun;
import berkeley.harness.chaos.ChaosSettings;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.node.OwnCommand;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a cluster of real processes under injected faults, and checks the promises. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts electable nodes, each in a JVM of its own, injects faults on a random schedule, and"
          + " checks what is promised of cluster time throughout. Faults: nodes killed, stopped, stalled,"
          + " isolated, slowed down, lying or drifting, the registry killed, newcomers, busy"
          + " processors, the majority stopped.",
      "Ends at the first violation with exit code 1, the seed and the events that led to it."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley chaos --nodes 7 --duration 2m --seed 1")
final class ChaosCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description =
          "How many nodes, 3 to 15 (default: ${DEFAULT-VALUE}); some more join and leave.")
  private int nodes = 7;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How long faults are injected (default: 2m).")
  private Duration duration = Duration.ofMinutes(2);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the faults (default: random).")
  private @Nullable Long seed;

  @Option(
      names = "--links",
      paramLabel = "DURATION",
      description =
          "By how much links take longer in one direction, all the time: most links, by up to this"
              + " (default: 0).")
  private Duration links = Duration.ZERO;

  @Mixin private MasterOptions master;

  @Option(names = "--json", description = "Print one JSON document at the end, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return ChaosRun.run(settings(), OwnCommand.of(Berkeley.class), json);
  }

  private ChaosSettings settings() {
    long chosenSeed = seed == null ? new Random().nextInt(SEEDS) : seed;
    try {
      return new ChaosSettings(nodes, duration, chosenSeed, links, master.settings(0));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
