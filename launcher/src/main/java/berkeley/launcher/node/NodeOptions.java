package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.slave.Candidacy;
import berkeley.slave.Node;
import berkeley.slave.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a node is: the options that {@code slave} and {@code master} share. */
public final class NodeOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      required = true,
      split = ",",
      description = "The registry of this host, and those of the others; several with commas.")
  private List<RegistryAddress> registries;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Export the remote object on this port (default: any free one).")
  private int port;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Which of several clusters in the same registries (default: the unnamed one).")
  private String cluster = "";

  @Option(
      names = "--offset",
      paramLabel = "DURATION",
      description = "An injected fault: start this far ahead, or behind when negative.")
  private Duration offset = Duration.ZERO;

  @Option(
      names = "--drift",
      paramLabel = "RATE",
      converter = berkeley.launcher.cli.RateConverter.class,
      description = "An injected fault: an oscillator that runs fast by this, such as 80ppm.")
  private double driftPpm;

  @Option(names = "--parent-watch", hidden = true, description = "End when standard input ends.")
  private boolean parentWatch;

  private ParentWatch watch;

  /**
   * Starts the node that the options describe.
   *
   * @param id its name
   * @throws ParameterException if an option is out of its range
   */
  public NodeProcess start(String id) {
    return start(id, Optional.empty());
  }

  /**
   * Starts a node that may be elected, if a candidacy is given.
   *
   * @param id its name
   * @param candidacy how it is elected and how it leads
   * @throws ParameterException if an option is out of its range
   */
  public NodeProcess start(String id, Optional<Candidacy> candidacy) {
    NodeSettings settings;
    try {
      settings =
          NodeSettings.of(id, registries)
              .inCluster(cluster)
              .withPort(port)
              .withFault(offset, driftPpm);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    if (!parentWatch) {
      return NodeProcess.start(settings, candidacy);
    }
    CompletableFuture<Node> started = new CompletableFuture<>();
    watch = ParentWatch.begin(fault -> fault.befall(started.join()));
    NodeProcess process = NodeProcess.start(settings, candidacy);
    started.complete(process.node());
    return process;
  }

  /** Where a parent holds the strings, waits for its word; otherwise returns at once. */
  public void awaitLead() throws InterruptedException {
    if (watch != null) {
      watch.awaitLead();
    }
  }
}
