package berkeley.launcher;

import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.record.RoundLines;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.node.NodeOptions;
import berkeley.launcher.node.NodeProcess;
import berkeley.master.MasterSettings;
import berkeley.slave.Mastership;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a fixed master, which leads until its process ends or a newer one takes over. */
@Command(
    name = "master",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a fixed master: it probes every node in the registries and corrects them.",
      "It replaces a fixed master that leads already: that one ends with exit code 1."
    },
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
    NodeProcess process =
        node.start(
            id,
            leader ->
                leader
                    .rounds(MasterOptions.asIn(settings))
                    .rounds(leads -> leads.onRound(this::print)));
    process.announce();
    node.awaitLead();
    Mastership mastership = process.node().lead();
    if (mastership.awaitEnd() == Mastership.Ending.DEPOSED) {
      throw deposed(mastership);
    }
    return ExitCode.DONE;
  }

  private void print(RoundReport report) {
    node.observe(report);
    System.out.println(json ? RoundLines.json(report) : RoundLines.plain(report));
  }

  private CommandFailure deposed(Mastership ended) {
    return CommandFailure.aimMissed(
        "%s led in term %d and is deposed: its members obey term %d"
            .formatted(id, ended.term(), ended.newerTerm().orElseThrow()));
  }
}
