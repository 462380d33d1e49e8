package berkeley.launcher;

import berkeley.api.RoundReport;
import berkeley.launcher.cli.ExitCode;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.node.NodeOptions;
import berkeley.launcher.node.NodeProcess;
import berkeley.launcher.node.RoundLines;
import berkeley.master.MasterSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A fixed master: leads for as long as it lives. */
@Command(
    name = "master",
    mixinStandardHelpOptions = true,
    description = "Runs a fixed master: it probes every node in the registries and corrects them.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley master --registry 127.0.0.1:1099 --period 1s --average tempo --json")
final class MasterCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "The node's name (default: ${DEFAULT-VALUE}).")
  private String id = "master";

  @Mixin private NodeOptions node;

  @Mixin private MasterOptions master;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "End after so many rounds (default: 0, never).")
  private long rounds;

  @Option(names = "--json", description = "Print each round as a line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 0) {
      throw new ParameterException(
          command.commandLine(), "--rounds: %d is negative; 0 means endless".formatted(rounds));
    }
    MasterSettings settings = master.settings(rounds);
    NodeProcess process = node.start(id);
    process.announce();
    node.awaitLead();
    process.node().lead(settings, report -> onRound(report, process));
    process.lifetime().await();
    return ExitCode.DONE;
  }

  private void onRound(RoundReport report, NodeProcess process) {
    System.out.println(json ? RoundLines.json(report) : RoundLines.plain(report));
    if (rounds > 0 && report.round() >= rounds) {
      process.lifetime().finish();
    }
  }
}
