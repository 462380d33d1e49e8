package berkeley.slave;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.UnansweredRounds;
import berkeley.node.UpstreamLink;
import berkeley.node.clock.Oscillator;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.SleepDetector;
import berkeley.slave.election.ElectionParticipant;
import berkeley.slave.monitoring.FlightRecording;
import berkeley.slave.monitoring.ListenerExecutor;
import berkeley.slave.monitoring.NodeManagement;
import berkeley.slave.push.PushClient;
import berkeley.slave.registration.PeriodicTask;
import berkeley.slave.registration.Registration;
import berkeley.slave.registration.TermQuery;
import berkeley.slave.round.MasterDriver;
import berkeley.slave.round.MasterLifecycle;
import berkeley.slave.servant.NodeServant;
import berkeley.slave.servant.UpstreamServant;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.registry.RegistryEndpoint;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.SocketLimits;
import berkeley.transport.socket.TimedSocketFactory;
import java.rmi.RemoteException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
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
 * var registries = List.of(RegistryAddress.parse("localhost:1099"));
 * try (Node node = Node.start(NodeSettings.of("a", registries))) {
 *   node.clock().awaitSynchronized(Duration.ofSeconds(10));
 *   Instant now = node.clock().instant();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Node implements AutoCloseable {

  /** How much faster or slower than cluster time a synchronised clock may run, in ppm. */
  public static final double MAX_SLEW_PPM = ClockLimits.DEFAULT.maxSlewPpm();

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
  private Optional<MasterLifecycle> fixed = Optional.empty();
  private Optional<PeriodicTask> pusher = Optional.empty();
  private Optional<NodeManagement> management = Optional.empty();
  private boolean closed;

  private Node(NodeSettings settings, Optional<Candidacy> candidacy) throws RemoteException {
    this.settings = settings;
    long incarnation = ThreadLocalRandom.current().nextLong();
    this.clock = newClock(settings, listeners);
    this.core = new NodeCore(settings.id(), incarnation, clock, FlightRecording::correction);
    clock.addListener(this::stateChanged);
    this.sockets = new LimitedServerSockets(settings.exposure());
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
                        new UpstreamLink(core, settings.id(), u.patience()),
                        ownRegistry,
                        this::export));
    this.contender = candidacy.map(c -> newContender(c, new MemberId(settings.id(), incarnation)));
    NodeServant servant =
        contender.map(c -> c.servant(core)).orElseGet(() -> new NodeServant(core));
    this.export = export(servant);
    this.registration =
        new Registration(settings.id(), export.stub(), settings.rendezvous(), ownRegistry);
    this.beat = new PeriodicTask("berkeley-beat", BEAT_MILLIS, beatOf(clock));
    this.registrar =
        new PeriodicTask(
            "berkeley-registration", settings.reRegister().toMillis(), registration::refresh);
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

  private ElectionParticipant newContender(Candidacy candidacy, MemberId self) {
    AtomicReference<ElectionParticipant> known = new AtomicReference<>();
    MasterLifecycle leadership =
        new MasterLifecycle(
            settings.id(),
            core,
            settings.rendezvous(),
            candidacy.leads(),
            candidacy.onRound().andThen(unlessDeaf(known::get)),
            ending -> {
              if (ending instanceof MasterDriver.Ending.Deposed deposed) {
                known.get().refused(deposed.refusal());
              }
            },
            upstream);
    ElectionParticipant made = candidacy.contest().enter(self, settings.rendezvous(), leadership);
    known.set(made);
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
    long ticks = System.nanoTime();
    double ratio = settings.driftPpm() * 1e-6;
    Oscillator oscillator = ratio == 0 ? Oscillator.PERFECT : Oscillator.drifting(ticks, ratio);
    long start = SynchronizedClock.toNanos(Instant.now()) + settings.initialOffset().toNanos();
    return new NodeClock(
        new SteeredClock(System::nanoTime, oscillator, start),
        Discipline.withDefaults(settings.discipline()),
        settings.holdoverAfter(),
        listeners);
  }

  private Runnable beatOf(NodeClock beating) {
    SleepDetector sleep = new SleepDetector(SLEPT_NANOS);
    return () -> {
      if (sleep.beat(System.nanoTime(), SynchronizedClock.toNanos(Instant.now()))) {
        LOG.warn("this process slept, or its wall clock was set node={}", settings.id());
        beating.slept(sleep.missedNanos());
      }
      beating.noticeState();
    };
  }

  /**
   * Starts a node: exports it and enters it in the registries, as soon as they are there.
   *
   * @param settings its name, registries and manners
   * @return the running node; close it to take it out of the cluster in good order
   * @throws IllegalArgumentException if its certificate is another's
   * @throws IllegalStateException if its exposure asks for TLS and this JVM's RMI sockets are
   *     others already
   * @throws DuplicateNameException if a living node of that name is registered
   * @throws RemoteException if it cannot be exported; {@link java.rmi.server.ExportException} if
   *     its port is in use
   */
  public static Node start(NodeSettings settings) throws RemoteException, DuplicateNameException {
    return start(settings, Optional.empty());
  }

  /**
   * Starts a node that takes part in electing a master and may become one.
   *
   * @param settings its name, registries and manners
   * @param candidacy how it is elected and how it leads
   * @return the running node; closing it while it leads hands its mastership over first
   * @throws DuplicateNameException if a living node of that name is registered
   * @throws RemoteException if it cannot be exported
   */
  public static Node startElectable(NodeSettings settings, Candidacy candidacy)
      throws RemoteException, DuplicateNameException {
    return start(settings, Optional.of(candidacy));
  }

  private static Node start(NodeSettings given, Optional<Candidacy> candidacy)
      throws RemoteException, DuplicateNameException {
    NodeSettings settings = NodeIdentity.settled(given);
    TimedSocketFactory.install(SocketLimits.DEFAULT, settings.exposure());
    Node node = new Node(settings, candidacy);
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
   * Makes this node the fixed master, in a term newer than any that it finds in the registries.
   *
   * @param how how it leads
   * @param onRound told of each round, on the master's thread
   * @return the mastership; it ends with its rounds, with its term, or with the node
   * @throws IllegalStateException if the node leads already or is closed
   */
  public MasterDriver lead(MasterSettings how, Consumer<RoundReport> onRound) {
    return lead(how, onRound, ending -> {});
  }

  /**
   * The same, for those who want to know how it ended.
   *
   * @param how how it leads
   * @param onRound told of each round, on the master's thread
   * @param onEnd told once how the mastership ended, on the master's thread
   * @return the mastership
   * @throws IllegalStateException if the node leads already or is closed
   */
  public synchronized MasterDriver lead(
      MasterSettings how, Consumer<RoundReport> onRound, Consumer<MasterDriver.Ending> onEnd) {
    if (closed || fixed.isPresent() || contender.isPresent()) {
      throw new IllegalStateException(
          closed ? "the node is closed" : "it leads already, or is to be elected");
    }
    long seen = new TermQuery(settings.rendezvous(), settings.id()).newestTerm();
    MasterLifecycle leadership =
        new MasterLifecycle(
            settings.id(), core, settings.rendezvous(), how, onRound, onEnd, upstream);
    fixed = Optional.of(leadership);
    return leadership.begin(Math.max(seen, core.term()) + 1);
  }

  /** Gives up an elected mastership and names a successor; returns whether this node led. */
  public boolean stepDown() {
    return contender.map(ElectionParticipant::stepDown).orElse(false);
  }

  /**
   * Has this slave send its time to the master by its own timer, in place of waiting to be asked:
   * the push variant of the textbooks. See {@link berkeley.api.wire.PushRemote} for what it costs.
   *
   * @param period from one message to the next, at least 10 ms
   * @throws IllegalArgumentException if the period is shorter
   * @throws IllegalStateException if it sends already or is closed
   */
  public synchronized void pushEvery(Duration period) {
    if (period.toMillis() < 10) {
      throw new IllegalArgumentException("push: %s is below 10ms".formatted(period));
    }
    if (closed || pusher.isPresent()) {
      throw new IllegalStateException(closed ? "the node is closed" : "it sends already");
    }
    PushClient client =
        new PushClient(
            settings.id(), settings.rendezvous(), core::nodeTime, core::newcomer, core::adjust);
    PeriodicTask sending = new PeriodicTask("berkeley-push", period.toMillis(), client::push);
    pusher = Optional.of(sending);
    sending.start();
  }

  /** Injects a rate error from now on, in ppm: a fault, for demonstrations and tests. */
  public void injectDrift(double ppm) {
    clock.steered().changeRate(ppm * 1e-6);
  }

  /**
   * Has this node answer with a wrong time from now on, its clock untouched: a fault, for
   * demonstrations and tests.
   *
   * @param nanos by how much its answers are ahead of its clock; 0 for the truth
   */
  public void injectLie(long nanos) {
    core.lie(nanos);
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
