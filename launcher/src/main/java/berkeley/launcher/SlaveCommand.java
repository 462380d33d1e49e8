package berkeley.launcher;

import berkeley.launcher.cli.ExitCode;
import berkeley.launcher.node.NodeOptions;
import berkeley.launcher.node.NodeProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A slave: a clock that others can read and correct. */
@Command(
    name = "slave",
    mixinStandardHelpOptions = true,
    description = "Runs a slave: a node whose clock a master reads and corrects.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley slave --id a --registry 127.0.0.1:1099 --offset=-2s --drift=50ppm")
final class SlaveCommand implements Callable<Integer> {

  @Option(
      names = "--id",
      paramLabel = "NAME",
      required = true,
      description = "The node's name, unique in its cluster.")
  private String id;

  @Mixin private NodeOptions options;

  @Override
  public Integer call() throws Exception {
    NodeProcess process = options.start(id);
    process.announce();
    process.lifetime().await();
    return ExitCode.DONE;
  }
}
