package berkeley.slave;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.environment.Environment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.NodeService;
import berkeley.node.UpstreamLink;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.driver.ElectionDriver;
import berkeley.node.driver.LevelAbove;
import berkeley.node.driver.MastershipEnding;
import berkeley.node.driver.NodeDriver;
import berkeley.slave.environment.LoopedNode;
import berkeley.slave.environment.RmiEnvironment;
import berkeley.slave.environment.RmiMembers;
import berkeley.slave.registration.Registration;
import berkeley.slave.servant.CandidateServant;
import berkeley.slave.servant.ElectableServant;
import berkeley.slave.servant.NodeServant;
import berkeley.slave.servant.NodeServant.EnvironmentAnswers;
import berkeley.slave.servant.UpstreamServant;
import berkeley.slave.servant.UpstreamSettings;
import berkeley.slave.telemetry.FlightRecording;
import berkeley.slave.telemetry.ListenerExecutor;
import berkeley.slave.telemetry.NodeManagement;
import berkeley.slave.telemetry.RecordedEvents;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a cluster: a clock, its remote object and its entry in the registries. It obeys a
 * master, and may become one.
 *
 * <pre>{@code
 * try (Node node = Node.builder("orders-1").registry("localhost:1099").start()) {
 *   node.clock().awaitSynchronized(Duration.ofSeconds(10));
 *   Instant now = node.clock().instant();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** An event of the node that takes longer holds up others, and is counted. */
  private static final long LONG_EVENT_NANOS = Duration.ofMillis(100).toNanos();

  private static final long BEGIN_SECONDS = 10;
  private static final long CLOSE_SECONDS = 10;

  private final NodeSettings settings;
  private final ListenerExecutor listeners = new ListenerExecutor();
  private final NodeClock clock;
  private final NodeCore core;
  private final RmiEnvironment environment;
  private final NodeDriver driver;
  private final NodeService answers;
  private final LimitedServerSockets sockets;
  private final Optional<HostRegistry> ownRegistry;
  private final ExportedObject export;
  private final Registration registration;
  private final Optional<UpstreamServant> levelAbove;
  private Optional<NodeManagement> management = Optional.empty();
  private boolean closed;

  private Node(NodeSettings settings, ListenSettings listen) throws RemoteException {
    this.settings = settings;
    Environment host = settings.environment();
    this.clock = newClock(settings, listeners);
    this.core =
        new NodeCore(
            settings.id(),
            ThreadLocalRandom.current().nextLong(),
            ProcessHandle.current().pid(),
            clock,
            FlightRecording::correction,
            ThreadLocalRandom.current());
    clock.addListener(this::stateChanged);
    this.sockets = new LimitedServerSockets(listen);
    this.ownRegistry =
        settings.ownRegistry()
            ? Optional.of(HostRegistry.open(settings.port(), sockets))
            : Optional.empty();
    this.environment =
        new RmiEnvironment(
            host.ticks(),
            () -> SynchronizedClock.toNanos(host.wallClock().now()),
            LONG_EVENT_NANOS,
            made ->
                new RmiMembers(
                    settings.clusterAddress(),
                    settings.id(),
                    this::registration,
                    made.loop(),
                    made.threads()));
    this.answers = new LoopedNode(asGiven(core), environment.loop());
    this.levelAbove = settings.upstream().map(this::above);
    this.driver =
        new NodeDriver(
            core,
            clock,
            environment,
            settings.reRegister(),
            LOOK,
            new RecordedEvents(this::pushed),
            levelAbove.map(LevelAbove.class::cast));
    settings
        .contest()
        .ifPresent(method -> driver.takePart(method, settings.leads(), this::roundLed));
    this.export = export(servant());
    this.registration =
        new Registration(settings.id(), export.stub(), settings.clusterAddress(), ownRegistry);
  }

  private static NodeClock newClock(NodeSettings settings, ListenerExecutor listeners) {
    Environment host = settings.environment();
    long start = SynchronizedClock.toNanos(host.wallClock().now());
    return new NodeClock(
        new SteeredClock(host.ticks(), start),
        Discipline.withDefaults(settings.limits()),
        settings.holdoverAfter(),
        listeners);
  }

  /** Returns a node that gives its time as its environment has it. */
  private NodeService asGiven(NodeService node) {
    return new EnvironmentAnswers(node, settings.environment());
  }

  private UpstreamServant above(UpstreamSettings upstream) {
    return new UpstreamServant(
        settings.id(),
        settings.clusterAddress().cluster(),
        settings.reRegister(),
        upstream,
        asGiven(new UpstreamLink(core, settings.id(), upstream.timeout())),
        ownRegistry,
        this::export,
        environment);
  }

  private NodeServant servant() {
    Optional<ElectionDriver> election = driver.election();
    if (election.isPresent()) {
      return new ElectableServant(asGiven(core), election.get(), environment.loop());
    }
    return settings.contest().isPresent()
        ? new CandidateServant(asGiven(core), environment.loop(), this::stepDown)
        : new NodeServant(asGiven(core), environment.loop());
  }

  private ExportedObject export() {
    return export;
  }

  private Registration registration() {
    return registration;
  }

  private ExportedObject export(NodeServant servant) throws RemoteException {
    try {
      return new ExportedObject(servant, settings.port(), sockets);
    } catch (RemoteException e) {
      ownRegistry.ifPresent(HostRegistry::close);
      environment.close();
      throw e;
    }
  }

  /** On the listeners' thread. */
  private void stateChanged(NodeState before, NodeState after) {
    long term = core.term();
    LOG.info("state changed node={} term={} from={} to={}", settings.id(), term, before, after);
    FlightRecording.state(settings.id(), term, before, after);
  }

  /** A listener may block, the node's loop must not. */
  private void roundLed(RoundReport report) {
    listeners.execute(() -> tell(report));
  }

  private void pushed(PushReport report) {
    listeners.execute(
        () -> {
          try {
            settings.onPush().accept(report);
          } catch (RuntimeException e) {
            LOG.warn("a listener failed node={} push_of={}", settings.id(), report.id(), e);
          }
        });
  }

  private void tell(RoundReport report) {
    try {
      settings.onRound().accept(report);
    } catch (RuntimeException e) {
      LOG.warn(
          "a listener failed node={} term={} round={}",
          settings.id(),
          report.term(),
          report.round(),
          e);
    }
  }

  /**
   * {@return a builder of a node}
   *
   * @param id its name, unique in the cluster: 1 to 64 letters, digits, dots, dashes and
   *     underscores
   */
  public static NodeBuilder builder(String id) {
    return new NodeBuilder(id);
  }

  /** {@return this host as it is: what a node is handed unless it is told otherwise} */
  public static Environment hostEnvironment() {
    return new HostEnvironment();
  }

  static Node start(NodeSettings settings, ListenSettings listen)
      throws RemoteException, DuplicateNameException {
    TimedSocketFactory.install(SocketLimits.DEFAULT, listen);
    Node node = new Node(settings, listen);
    Optional<RegistryEndpoint> taken =
        node.registration.livingNamesake().or(() -> namesakeAbove(settings, node.export));
    if (taken.isPresent()) {
      node.close();
      throw new DuplicateNameException(
          "id: a living node '%s' is registered at %s already; choose another name"
              .formatted(settings.id(), taken.get()));
    }
    node.logStart();
    node.registration.refresh();
    node.environment.loop().execute(node::begin);
    return node;
  }

  private void logStart() {
    LOG.info(
        "starting node={} ticks_source={}{} drift_limit_ppm={} wander_limit_ppm={}",
        settings.id(),
        clock.steered().ticksSource(),
        HostTicks.whyNotRaw().map(" (%s)"::formatted).orElse(""),
        settings.limits().driftLimitPpm(),
        settings.limits().wanderLimitPpm());
  }

  private void begin() {
    driver.start(entered -> {});
    settings.push().ifPresent(driver::pushEvery);
  }

  private static Optional<RegistryEndpoint> namesakeAbove(
      NodeSettings settings, ExportedObject export) {
    return settings
        .upstream()
        .map(
            u ->
                new Registration(
                    settings.id(), export.stub(), u.clusterAddress(), Optional.empty()))
        .flatMap(Registration::livingNamesake);
  }

  /** {@return the clock that the cluster agrees on} */
  public SynchronizedClock clock() {
    return clock;
  }

  /** {@return what the node says of itself} */
  public NodeStatus status() {
    return answers.status();
  }

  /**
   * Enters this node in the platform's MBean server, until it is closed.
   *
   * @return its name there, {@code berkeley:type=Node,name=ID}
   * @throws IllegalStateException if it is there already or closed, or another of that name is
   */
  public synchronized ObjectName manage() {
    if (closed || management.isPresent()) {
      throw new IllegalStateException(closed ? "the node is closed" : "it has its MBean already");
    }
    NodeManagement entered =
        new NodeManagement(settings.id(), settings.clusterAddress().cluster(), answers::status);
    management = Optional.of(entered);
    return entered.name();
  }

  /** {@return the TCP port on which the node answers} */
  public int port() {
    return export.port();
  }

  /**
   * Waits until the node is entered in a registry.
   *
   * @param timeout how long to wait at most
   * @return whether it is
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitRegistered(Duration timeout) throws InterruptedException {
    return registration.awaitFirst(timeout);
  }

  /**
   * Makes this node the fixed master, in a term newer than any that it finds in the registries; how
   * it leads was said when it was built. Waits until it leads, some seconds at most.
   *
   * @return the mastership; it ends with its rounds, with its term, or with the node
   * @throws IllegalStateException if the node leads already, is to be elected or is closed
   */
  public synchronized Mastership lead() {
    if (closed) {
      throw new IllegalStateException("the node is closed");
    }
    CompletableFuture<Long> begun = new CompletableFuture<>();
    CompletableFuture<MastershipEnding> end = new CompletableFuture<>();
    // What has been told of its rounds comes first: they are told on the same thread.
    Consumer<MastershipEnding> ended = how -> listeners.execute(() -> end.complete(how));
    LoopedNode.on(
        environment.loop(),
        () -> {
          driver.lead(settings.leads(), begun::complete, this::roundLed, ended);
          return Boolean.TRUE;
        });
    try {
      long term = begun.get(BEGIN_SECONDS, TimeUnit.SECONDS);
      return new Mastership(term, end, () -> environment.loop().execute(driver::endMastership));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before it led", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("it does not lead yet, the node is busy", e);
    }
  }

  /**
   * Gives up an elected mastership. It hands over to nobody: the others elect once its lease would
   * have ended, and it does not stand for two leases itself.
   *
   * @return whether this node led
   */
  public boolean stepDown() {
    return LoopedNode.on(environment.loop(), driver::stepDown);
  }

  /**
   * Leaves the cluster in good order: stops leading, takes its name back, answers no more calls.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    management.ifPresent(NodeManagement::close);
    CountDownLatch left = new CountDownLatch(1);
    environment.loop().execute(() -> driver.close(left::countDown));
    try {
      boolean told = left.await(CLOSE_SECONDS, TimeUnit.SECONDS);
      if (levelAbove.isPresent()) {
        told &= levelAbove.get().awaitHidden(Duration.ofSeconds(CLOSE_SECONDS));
      }
      if (!told) {
        LOG.warn("left without having told all node={}", settings.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    export.close();
    ownRegistry.ifPresent(HostRegistry::close);
    environment.close();
    listeners.close();
  }
}
