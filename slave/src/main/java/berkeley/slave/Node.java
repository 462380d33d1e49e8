package berkeley.slave;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.NodeService;
import berkeley.node.UnansweredRounds;
import berkeley.node.UpstreamLink;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.SleepDetector;
import berkeley.slave.election.ElectionMethod;
import berkeley.slave.election.ElectionParticipant;
import berkeley.slave.push.PushClient;
import berkeley.slave.registration.PeriodicTask;
import berkeley.slave.registration.Registration;
import berkeley.slave.round.MasterDriver;
import berkeley.slave.round.MasterLifecycle;
import berkeley.slave.servant.NodeServant;
import berkeley.slave.servant.NodeServant.EnvironmentAnswers;
import berkeley.slave.servant.UpstreamServant;
import berkeley.slave.telemetry.FlightRecording;
import berkeley.slave.telemetry.ListenerExecutor;
import berkeley.slave.telemetry.NodeManagement;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private static final long BEAT_MILLIS = 100;
  private static final long SLEPT_NANOS = Duration.ofSeconds(2).toNanos();

  private final NodeSettings settings;
  private final ListenerExecutor listeners = new ListenerExecutor();
  private final NodeClock clock;
  private final NodeCore core;
  private final Optional<ElectionParticipant> contender;
  private final Optional<UpstreamServant> upstream;
  private final LimitedServerSockets sockets;
  private final Optional<HostRegistry> ownRegistry;
  private final ExportedObject export;
  private final Registration registration;
  private final PeriodicTask beat;
  private final PeriodicTask registrar;
  private final Optional<PeriodicTask> pusher;
  private Optional<MasterLifecycle> fixed = Optional.empty();
  private Optional<NodeManagement> management = Optional.empty();
  private boolean closed;

  private Node(NodeSettings settings, ListenSettings exposure) throws RemoteException {
    this.settings = settings;
    long incarnation = ThreadLocalRandom.current().nextLong();
    this.clock = newClock(settings, listeners);
    this.core = new NodeCore(settings.id(), incarnation, clock, FlightRecording::correction);
    clock.addListener(this::stateChanged);
    this.sockets = new LimitedServerSockets(exposure);
    this.ownRegistry =
        settings.ownRegistry()
            ? Optional.of(HostRegistry.open(settings.port(), sockets))
            : Optional.empty();
    this.upstream =
        settings
            .upstream()
            .map(
                u ->
                    new UpstreamServant(
                        settings.id(),
                        settings.rendezvous().cluster(),
                        settings.reRegister(),
                        u,
                        given(new UpstreamLink(core, settings.id(), u.patience())),
                        ownRegistry,
                        this::export));
    this.contender =
        settings.contest().map(c -> newContender(c, new MemberId(settings.id(), incarnation)));
    NodeServant servant =
        contender.map(c -> c.servant(given(core))).orElseGet(() -> new NodeServant(given(core)));
    this.export = export(servant);
    this.registration =
        new Registration(settings.id(), export.stub(), settings.rendezvous(), ownRegistry);
    this.beat = new PeriodicTask("berkeley-beat", BEAT_MILLIS, beatOf(clock));
    this.pusher = settings.push().map(this::newPusher);
    this.registrar =
        new PeriodicTask(
            "berkeley-registration", settings.reRegister().toMillis(), registration::refresh);
  }

  /** As others see it. */
  private NodeService given(NodeService local) {
    return new EnvironmentAnswers(local, settings.environment());
  }

  private PeriodicTask newPusher(Duration period) {
    PushClient client =
        new PushClient(
            settings.id(),
            settings.rendezvous(),
            given(core)::nodeTime,
            core::newcomer,
            core::adjust);
    return new PeriodicTask("berkeley-push", period.toMillis(), client::push);
  }

  private ExportedObject export() {
    return export;
  }

  private ExportedObject export(NodeServant servant) throws RemoteException {
    try {
      return new ExportedObject(servant, settings.port(), sockets);
    } catch (RemoteException e) {
      ownRegistry.ifPresent(HostRegistry::close);
      throw e;
    }
  }

  /** On the listeners' thread. */
  private void stateChanged(NodeState before, NodeState after) {
    long term = core.term();
    LOG.info("state changed node={} term={} from={} to={}", settings.id(), term, before, after);
    FlightRecording.state(settings.id(), term, before, after);
  }

  private ElectionParticipant newContender(ElectionMethod contest, MemberId self) {
    CompletableFuture<ElectionParticipant> known = new CompletableFuture<>();
    MasterLifecycle leadership =
        new MasterLifecycle(
            settings.id(),
            core,
            settings.rendezvous(),
            settings.leads(),
            settings.onRound().andThen(unlessDeaf(known::join)),
            ending -> ending.refusal().ifPresent(refusal -> known.join().refused(refusal)),
            upstream);
    ElectionParticipant made = contest.enter(self, settings.rendezvous(), leadership);
    known.complete(made);
    leadership.underAuthorityOf(made::leads, made::leadsUntilTicks);
    leadership.beginningWith(made::clocks);
    core.fenceWith(made::admit);
    return made;
  }

  private Consumer<RoundReport> unlessDeaf(Supplier<ElectionParticipant> contender) {
    UnansweredRounds deafness = new UnansweredRounds();
    return report -> {
      if (deafness.isNoticedIn(report)) {
        LOG.warn(
            "nobody answers a round in time, stepping down: its deadline may be too short for these"
                + " links node={} term={}",
            settings.id(),
            report.term());
        contender.get().stepDown();
      }
    };
  }

  private static NodeClock newClock(NodeSettings settings, ListenerExecutor listeners) {
    Environment environment = settings.environment();
    long start = SynchronizedClock.toNanos(environment.wallClock().now());
    return new NodeClock(
        new SteeredClock(environment.ticks(), start),
        Discipline.withDefaults(settings.limits()),
        settings.holdoverAfter(),
        listeners);
  }

  private Runnable beatOf(NodeClock beating) {
    Ticks ticks = settings.environment().ticks();
    WallClock wallClock = settings.environment().wallClock();
    SleepDetector sleep = new SleepDetector(SLEPT_NANOS);
    return () -> {
      if (sleep.beat(ticks.hostNanos(), SynchronizedClock.toNanos(wallClock.now()))) {
        LOG.warn("this process slept, or its wall clock was set node={}", settings.id());
        beating.slept(sleep.missedNanos());
      }
      beating.noticeState();
    };
  }

  /**
   * Returns a builder of a node.
   *
   * @param id its name, unique in the cluster: 1 to 64 letters, digits, dots, dashes and
   *     underscores
   */
  public static NodeBuilder builder(String id) {
    return new NodeBuilder(id);
  }

  static Node start(NodeSettings settings, ListenSettings exposure)
      throws RemoteException, DuplicateNameException {
    TimedSocketFactory.install(SocketLimits.DEFAULT, exposure);
    Node node = new Node(settings, exposure);
    Optional<RegistryEndpoint> taken =
        node.registration.livingNamesake().or(() -> namesakeAbove(settings, node.export));
    if (taken.isPresent()) {
      node.close();
      throw new DuplicateNameException(
          "id: a living node '%s' is registered at %s already; choose another name"
              .formatted(settings.id(), taken.get()));
    }
    node.registration.refresh();
    node.beat.start();
    node.registrar.start();
    node.contender.ifPresent(ElectionParticipant::start);
    node.pusher.ifPresent(PeriodicTask::start);
    return node;
  }

  private static Optional<RegistryEndpoint> namesakeAbove(
      NodeSettings settings, ExportedObject export) {
    return settings
        .upstream()
        .map(u -> new Registration(settings.id(), export.stub(), u.rendezvous(), Optional.empty()))
        .flatMap(Registration::livingNamesake);
  }

  /** The clock that the cluster agrees on. */
  public SynchronizedClock clock() {
    return clock;
  }

  /** What the node says of itself. */
  public NodeStatus status() {
    return core.status();
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
        new NodeManagement(settings.id(), settings.rendezvous().cluster(), core::status);
    management = Optional.of(entered);
    return entered.name();
  }

  /** The TCP port on which the node answers. */
  public int port() {
    return export.port();
  }

  /**
   * Waits until the node is entered in a registry.
   *
   * @return whether it is
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitRegistered(Duration timeout) throws InterruptedException {
    return registration.awaitFirst(timeout);
  }

  /**
   * Makes this node the fixed master, in a term newer than any that it finds in the registries; how
   * it leads was said when it was built.
   *
   * @return the mastership; it ends with its rounds, with its term, or with the node
   * @throws IllegalStateException if the node leads already, is to be elected or is closed
   */
  public synchronized Mastership lead() {
    if (closed || fixed.isPresent() || contender.isPresent()) {
      throw new IllegalStateException(
          closed ? "the node is closed" : "it leads already, or is to be elected");
    }
    CompletableFuture<MasterDriver.Ending> end = new CompletableFuture<>();
    MasterLifecycle leadership =
        new MasterLifecycle(
            settings.id(),
            core,
            settings.rendezvous(),
            settings.leads(),
            settings.onRound(),
            end::complete,
            upstream);
    fixed = Optional.of(leadership);
    return new Mastership(leadership.beginNext(), end);
  }

  /** Gives up an elected mastership and names a successor; returns whether this node led. */
  public boolean stepDown() {
    return contender.map(ElectionParticipant::stepDown).orElse(false);
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
    registrar.close();
    beat.close();
    pusher.ifPresent(PeriodicTask::close);
    management.ifPresent(NodeManagement::close);
    fixed.ifPresent(MasterLifecycle::close);
    contender.ifPresent(ElectionParticipant::close);
    registration.close();
    export.close();
    ownRegistry.ifPresent(HostRegistry::close);
    listeners.close();
  }
}
