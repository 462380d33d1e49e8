package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.RoundReport;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.FaultyEnvironment;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.SettableServant;
import berkeley.harness.textbook.TextbookProcess;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.cli.RateConverter;
import berkeley.launcher.cli.ZooKeeperOptions;
import berkeley.launcher.metrics.MetricsServer;
import berkeley.launcher.metrics.MonitorOptions;
import berkeley.launcher.node.NodeProcess.Place;
import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.zookeeper.ZooKeeperCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a node, shared by {@code slave} and {@code master}. */
public final class NodeOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "The registries of this host and of the others; several with commas. A name with"
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
      description = "Also serve this host's registry, on the same port; implied by --zookeeper.")
  private boolean ownRegistry;

  @Mixin private ListenOptions listenOptions;

  @Mixin private MonitorOptions monitoring;

  @Mixin private UpstreamOptions upstream;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Which of several clusters in the same registries (default: the unnamed one).")
  private String cluster = "";

  @Option(
      names = "--counter-unsteered",
      negatable = true,
      description =
          "No NTP daemon steers a host's counter, so bounds may be narrow; or, with --no-, one may."
              + " Default: by the counter that status shows.")
  private @Nullable Boolean counterUnsteered;

  @Option(
      names = "--offset",
      paramLabel = "DURATION",
      description = "An injected fault: the clock's initial offset; negative is behind.")
  private Duration offset = Duration.ZERO;

  @Option(
      names = "--drift",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description = "An injected fault: the oscillator runs fast by this rate, such as 80ppm.")
  private double driftPpm;

  @Mixin private LessonOptions lesson;

  @Option(names = "--parent-watch", hidden = true, description = "End when standard input ends.")
  private boolean parentWatch;

  private @Nullable ParentWatch watch;
  private Optional<FaultyEnvironment> faulty = Optional.empty();

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
    if (lesson.settable()) {
      makeSettable(
          id,
          new ClusterAddress(where(), cluster),
          listenOptions.listenSettings(id),
          () -> process.node().status().reading().timeNanos(),
          faulty.orElseThrow()::jump);
    }
    return process;
  }

  /** Returns whether the node is a textbook's, which {@link #startTextbook} starts. */
  public boolean textbook() {
    return lesson.textbook();
  }

  /**
   * Starts a textbook's node, as far as the options apply to one; prints READY.
   *
   * @param id its name
   * @throws ParameterException if an option is out of its range, or does not apply
   */
  public TextbookProcess startTextbook(String id) throws InterruptedException {
    LogLevel.ofNode();
    if (zookeeper.given() || ownRegistry || upstream.given() || monitoring.given()) {
      throw new ParameterException(
          command.commandLine(),
          "--textbook is for lessons on one registry: not with --zookeeper, --own-registry,"
              + " --upstream, --metrics or --jmx");
    }
    try {
      PolicyFolder.requireInForce();
      FaultyEnvironment host = new FaultyEnvironment(offset(), driftPpm);
      ClusterAddress where = new ClusterAddress(where(), cluster);
      ListenSettings listen = listenOptions.listenSettings(id);
      SecurityOptions.requireAllowed(listen.protection(), where.registries());
      TextbookProcess process = TextbookStart.start(id, where, port, listen, host);
      if (lesson.settable()) {
        makeSettable(id, where, listen, process.clock()::nanos, process.clock()::add);
      }
      if (parentWatch) {
        watch = ParentWatch.begin(fault -> fault.befall(host), OrderlyExit::run);
      }
      return process;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static void makeSettable(
      String id,
      ClusterAddress cluster,
      ListenSettings listen,
      LongSupplier nodeTime,
      LongConsumer jump) {
    SettableServant settable = new SettableServant(nodeTime, jump);
    settable.bind(id, cluster, listen);
    CommandLifetime.begin(settable::close);
  }

  private Duration offset() {
    Optional<Duration> shown = lesson.offset();
    if (shown.isPresent() && !offset.isZero()) {
      throw new IllegalArgumentException(
          "--offset and --time exclude each other; give one of them");
    }
    return shown.orElse(offset);
  }

  /** Records a round that the node has led, for the metrics. */
  public void observe(RoundReport report) {
    monitoring.observe(report);
  }

  /** Opens ZooKeeper, if it was given; a node also starts while ZooKeeper does not answer. */
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
      faulty = faulty();
      faulty.ifPresent(node::environment);
      Optional.ofNullable(counterUnsteered).ifPresent(node::counterUnsteered);
      role.accept(node);
      // Whether the name and the port can be one, before keys are looked for under it.
      node.check();
      TransportSecurity protection = listenOptions.applyTo(node, id);
      SecurityOptions.requireAllowed(protection, listed.isPresent() ? List.of() : where());
      SecurityOptions.requireAllowed(protection, upstream.registries());
      upstream.applyTo(node);
      if (ownRegistry) {
        node.ownRegistry();
      }
      node.check();
      if (parentWatch) {
        watch = ParentWatch.begin(fault -> fault.befall(faulty.orElseThrow()), OrderlyExit::run);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Returns a faulty environment, if the process has a fault or can be given one. */
  private Optional<FaultyEnvironment> faulty() {
    return parentWatch || lesson.settable() || !offset().isZero() || driftPpm != 0
        ? Optional.of(new FaultyEnvironment(offset(), driftPpm))
        : Optional.empty();
  }

  /** Returns whether {@code --zookeeper} was given. */
  public boolean hasZooKeeper() {
    return zookeeper.given();
  }

  /** Returns whether there is a level above the node's group. */
  public boolean hasUpstream() {
    return upstream.given();
  }

  /** Returns the registries; a node with its own one on a fixed port needs no others. */
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
    return registries.isEmpty() ? List.of(listenOptions.self(port)) : registries;
  }

  /** Waits until standard input allows to go on, if {@code --parent-watch} was given. */
  public void awaitLead() throws InterruptedException {
    if (watch != null) {
      watch.awaitLead();
    }
  }
}
