package berkeley.launcher;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.launcher.simulate.TreeText;
import berkeley.simulator.Simulation;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.tree.GroupTree;
import berkeley.simulator.tree.TreeSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Simulates a tree of groups in virtual time; succeeds if nothing is violated. */
@Command(
    name = "tree",
    mixinStandardHelpOptions = true,
    description = "Runs a tree of groups with many nodes in virtual time.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley simulate tree --nodes 10000 --levels 2")
final class SimulateTreeCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME-or-FILE",
      description =
          "The scenario of each group, as in berkeley simulate (default: ${DEFAULT-VALUE}).")
  private String world = "fleet";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "The number of leaves (default: ${DEFAULT-VALUE}).")
  private int nodes = 10_000;

  @Option(
      names = "--levels",
      paramLabel = "N",
      description = "Levels below the root, 1 to 5 (default: ${DEFAULT-VALUE}).")
  private int levels = 2;

  @Option(names = "--seed", paramLabel = "N", description = "The seed (default: ${DEFAULT-VALUE}).")
  private long seed = Simulation.FIRST_SEED;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    GroupTree.Result result = GroupTree.run(settings(), seed);
    if (json) {
      System.out.println(JsonLine.line(result.document()));
    } else {
      TreeText.lines(result).forEach(System.out::println);
    }
    return result.violations().total() == 0 ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }

  private TreeSettings settings() {
    try {
      return new TreeSettings(Scenarios.find(world), nodes, levels);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    } catch (FileNotFoundException e) {
      throw CommandFailure.missing(e);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "scenario: '%s' cannot be read (%s)".formatted(world, e.getMessage()), e);
    }
  }
}
