package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.RoundReport;
import berkeley.harness.process.FaultyEnvironment;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.PolicyFolder;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.cli.ZooKeeperOptions;
import berkeley.launcher.metrics.MetricsServer;
import berkeley.launcher.metrics.MonitorOptions;
import berkeley.launcher.node.NodeProcess.Place;
import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.zookeeper.ZooKeeperCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
   * @param role sets what only the command knows
   * @throws ParameterException if an option is out of its range
   */
  public NodeProcess start(String id, Consumer<NodeBuilder> role) throws InterruptedException {
    LogLevel.ofNode();
    zookeeper.requireSense(!registries.isEmpty());
    Optional<ZooKeeperCluster> listed = listed();
    NodeBuilder builder = Node.builder(id);
    set(builder, id, listed, role);
    Optional<MetricsServer> monitor = monitoring.open();
    NodeProcess process =
        NodeProcess.start(
            builder,
            listed
                .map(by -> new Place(id, port, "zookeeper", by.address().contactPoints()))
                .orElseGet(() -> new Place(id, port, "registry", where())),
            () -> listed.ifPresent(ZooKeeperCluster::close));
    monitor.ifPresent(process::watchedBy);
    if (monitoring.jmx()) {
      process.node().manage();
    }
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

  private void set(
      NodeBuilder node, String id, Optional<ZooKeeperCluster> listed, Consumer<NodeBuilder> role) {
    try {
      PolicyFolder.requireInForce();
      node.port(port);
      listed.ifPresentOrElse(
          by -> node.clusterService(by.service()), () -> node.registries(where()).cluster(cluster));
      Optional<FaultyEnvironment> faulty = faulty();
      faulty.ifPresent(node::environment);
      role.accept(node);
      // Whether the name and the port can be one, before keys are looked for under it.
      node.check();
      TransportSecurity protection = exposure.applyTo(node, id);
      SecurityOptions.requireAllowed(protection, listed.isPresent() ? List.of() : where());
      SecurityOptions.requireAllowed(protection, upstream.registries());
      upstream.applyTo(node);
      if (ownRegistry) {
        node.ownRegistry();
      }
      node.check();
      if (parentWatch) {
        watch = ParentWatch.begin(fault -> fault.befall(faulty.orElseThrow()));
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** A process that has no fault and cannot be given one runs on the host as it is. */
  private Optional<FaultyEnvironment> faulty() {
    return parentWatch || !offset.isZero() || driftPpm != 0
        ? Optional.of(new FaultyEnvironment(offset, driftPpm))
        : Optional.empty();
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
