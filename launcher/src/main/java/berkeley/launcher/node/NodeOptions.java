package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.RoundReport;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.PolicyFolder;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.cli.ZooKeeperOptions;
import berkeley.launcher.metrics.MetricsServer;
import berkeley.launcher.metrics.MonitorOptions;
import berkeley.slave.Candidacy;
import berkeley.slave.Node;
import berkeley.slave.NodeSettings;
import berkeley.transport.socket.ListenSettings;
import berkeley.zookeeper.ZooKeeperCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Mixin;
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
      split = ",",
      description =
          "The registry of this host, and those of the others; several with commas. A name with"
              + " several addresses stands for a registry at each.")
  private List<RegistryAddress> registries = List.of();

  @Mixin private ZooKeeperOptions zookeeper;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen on this port (default: any free one).")
  private int port;

  @Option(
      names = "--own-registry",
      description = "Serve this host's registry too, on the same port; always so with --zookeeper.")
  private boolean ownRegistry;

  @Mixin private ListenOptions exposure;

  @Mixin private MonitorOptions monitoring;

  @Mixin private UpstreamOptions upstream;

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
  public NodeProcess start(String id) throws InterruptedException {
    return start(id, Optional.empty());
  }

  /**
   * Starts a node that may be elected, if a candidacy is given.
   *
   * @param id its name
   * @param candidacy how it is elected and how it leads
   * @throws ParameterException if an option is out of its range
   */
  public NodeProcess start(String id, Optional<Candidacy> candidacy) throws InterruptedException {
    LogLevel.ofNode();
    zookeeper.requireSense(!registries.isEmpty());
    Optional<ZooKeeperCluster> listed = listed();
    NodeSettings settings = settings(id, listed);
    CompletableFuture<Node> started = new CompletableFuture<>();
    if (parentWatch) {
      watch = ParentWatch.begin(fault -> fault.befall(started.join()));
    }
    Optional<MetricsServer> monitor = monitoring.open();
    NodeProcess process =
        NodeProcess.start(
            settings,
            candidacy.map(own -> listed.map(by -> own.by(by.contest())).orElse(own)),
            () -> listed.ifPresent(ZooKeeperCluster::close));
    monitor.ifPresent(process::watchedBy);
    if (monitoring.jmx()) {
      process.node().manage();
    }
    started.complete(process.node());
    return process;
  }

  /** Takes note of a round that the node has led, for those who watch it. */
  public void observe(RoundReport report) {
    monitoring.observe(report);
  }

  /** A node goes on without ZooKeeper's word, and waits for it as it would for a registry. */
  private Optional<ZooKeeperCluster> listed() throws InterruptedException {
    return zookeeper.given() ? Optional.of(zookeeper.open(cluster).cluster()) : Optional.empty();
  }

  private NodeSettings settings(String id, Optional<ZooKeeperCluster> listed) {
    try {
      PolicyFolder.requireInForce();
      // Looks whether the name and the port can be one before keys are looked for under it.
      NodeSettings plain =
          listed
              .map(by -> NodeSettings.of(id, by.rendezvous()))
              .orElseGet(() -> NodeSettings.of(id, where()).inCluster(cluster))
              .withPort(port)
              .withFault(offset, driftPpm);
      ListenSettings shown = exposure.exposure(id);
      SecurityOptions.requireAllowed(shown.protection(), plain.rendezvous().registries());
      SecurityOptions.requireAllowed(shown.protection(), upstream.registries());
      NodeSettings exposed = plain.withExposure(shown);
      NodeSettings settings = upstream.upstream().map(exposed::below).orElse(exposed);
      return ownRegistry ? settings.withOwnRegistry() : settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Whether ZooKeeper says who is there, and who leads. */
  public boolean hasZooKeeper() {
    return zookeeper.given();
  }

  /** Whether there is a level above its group. */
  public boolean hasUpstream() {
    return upstream.given();
  }

  /** The registries; a node that has its own on a fixed port needs to be told of no other. */
  private List<RegistryAddress> where() {
    if (registries.isEmpty() && !ownRegistry) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--registry=HOST:PORT'");
    }
    if (registries.isEmpty() && port == 0) {
      throw new ParameterException(
          command.commandLine(),
          "--own-registry: give it a fixed --port, or others to look into with --registry");
    }
    return registries.isEmpty() ? List.of(exposure.self(port)) : registries;
  }

  /** Where a parent holds the strings, waits for its word; otherwise returns at once. */
  public void awaitLead() throws InterruptedException {
    if (watch != null) {
      watch.awaitLead();
    }
  }
}
