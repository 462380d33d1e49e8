package berkeley.simulator.chaos;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import berkeley.node.UpstreamLink;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.ElectionDriver;
import berkeley.node.driver.LevelAbove;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One life of a node: the drivers of real nodes on a modelled host. */
final class NodeInstance {

  private static final long START_NANOS = 1_767_225_600_000_000_000L;
  private static final long APART_NANOS = 100_000_000L;
  private static final long CATCHING_UP_NANOS = 5_000_000;
  private static final double QUICK_NANOS = 40_000;
  private static final double SLOW_NANOS = 5_000_000;
  private static final double SLOW_CHANCE = 0.01;

  /** For so many periods a group's newcomer waits for its parent. */
  private static final int PARENT_PERIODS = 3;

  final ChaosSimulation simulation;
  final SimulatedHost host;
  final MemberId id;
  final SimulatedProcess process;
  final SteeredClock steered;
  final NodeClock clock;
  final NodeCore core;
  final NodeDriver driver;
  final SimulatedPeer peer;
  final LifeHistory history = new LifeHistory();
  final NodeObserver observer;
  private final Duration period;
  private final Optional<SimulatedPeer> above;
  private final Map<Long, MastershipRecord> masterships = new HashMap<>();

  /** Whose request is being carried out. */
  private Optional<NodeInstance> sender = Optional.empty();

  private boolean delivering;
  private boolean hasTime;
  private boolean isColdStart;
  private long ledEpoch;

  /** Whether its clock does what no clock may, so that nothing can be promised about it. */
  boolean clockFaulty;

  /** What it adds to its time when it is asked. */
  long lieNanos;

  NodeInstance(ChaosSimulation simulation, SimulatedHost host, long incarnation) {
    SimulatedChaosSettings settings = simulation.settings;
    this.simulation = simulation;
    this.host = host;
    this.id = new MemberId(host.name, incarnation);
    this.period = settings.period(host.role);
    this.process =
        new SimulatedProcess(
            host.name,
            simulation.time,
            host.counter,
            this::latencyNanos,
            () -> simulation.random.nextLong(CATCHING_UP_NANOS));
    long start =
        START_NANOS + simulation.time.now() + simulation.random.between(-APART_NANOS, APART_NANOS);
    this.steered = new SteeredClock(host.counter::getAsLong, start);
    this.clock =
        new NodeClock(
            steered,
            Discipline.withDefaults(limits()),
            Duration.ofNanos(period.toNanos() * 5 / 2),
            Runnable::run);
    this.core =
        new NodeCore(host.name, incarnation, clock, this::corrected, simulation.random.other());
    this.above = link();
    this.driver =
        new NodeDriver(
            core,
            clock,
            SimulatedEnvironment.of(
                process,
                () -> START_NANOS + simulation.time.now() + host.wallOffsetNanos,
                simulation.net,
                new Messages(),
                simulation.registryOf(host.role).of(host.name, this::entry, process),
                simulation.random.other()),
            settings.reRegister(),
            settings.look(),
            new Events(),
            above.map(Above::new));
    if (host.isElectable()) {
      driver.takePart(
          new BuiltInElection(settings.election(host.role)),
          settings.leads(host.role),
          report -> {});
    }
    this.peer = new SimulatedPeer(process, new Answers(core), driver.election());
    this.observer = new NodeObserver(this, simulation.promises);
    simulation.promises.watch(this);
    simulation.runsIn(process, this);
  }

  private ClockLimits limits() {
    return simulation.weather.has(WeatherKind.LIMITS)
        ? AssumedLimits.atLimits()
        : ClockLimits.UNSTEERED;
  }

  private Optional<SimulatedPeer> link() {
    if (host.role != HostRole.ELECTABLE || simulation.isAuthority(host.role)) {
      return Optional.empty();
    }
    UpstreamLink link = new UpstreamLink(core, host.name, period.multipliedBy(PARENT_PERIODS));
    return Optional.of(new SimulatedPeer(process, new Answers(link), Optional.empty()));
  }

  private Optional<SimulatedPeer> entry() {
    return Optional.of(peer);
  }

  /** Draws how long an event waits: almost nothing, but now and then a thread has to wait. */
  private long latencyNanos() {
    double mean = simulation.random.chance(SLOW_CHANCE) ? SLOW_NANOS : QUICK_NANOS;
    return simulation.random.exponential(mean);
  }

  void begin() {
    process.run(
        () -> {
          driver.start(entered -> {});
          if (host.role == HostRole.FIXED_MASTER) {
            driver.lead(
                simulation.settings.leads(host.role),
                term -> {},
                report -> {},
                ending -> simulation.time.in(period.toNanos(), this::startAgain));
          } else if (host.role == HostRole.PUSHING_SLAVE) {
            driver.pushEvery(period);
          }
        });
  }

  /** A fixed master that was deposed ends, and who watches it starts it again. */
  private void startAgain() {
    if (!isOver() && host.isWhere(this)) {
      kill();
      simulation.start(host);
    }
  }

  /** Ends it at once, as SIGKILL does. */
  void kill() {
    process.end();
    observer.ended();
    masterships.values().forEach(MastershipRecord::end);
  }

  /** Returns whether it leads, stopped or not. */
  boolean leads() {
    Optional<ElectionDriver> election = driver.election();
    return election.isPresent() ? election.get().leads() : driver.mastership().isPresent();
  }

  /** Returns the ticks until which it leads, if it does and hears nothing more. */
  long leadsUntilTicks() {
    return driver.election().map(ElectionDriver::leadsUntilTicks).orElse(Long.MAX_VALUE);
  }

  /** Returns the newest term that it takes part in. */
  long term() {
    return driver.election().map(part -> part.election().term()).orElseGet(core::term);
  }

  boolean isOver() {
    return process.hasEnded();
  }

  long ticks() {
    return host.ticks();
  }

  /** Returns when its next round begins, if it leads. */
  OptionalLong nextRoundTicks() {
    return driver.mastership().isPresent()
        ? OptionalLong.of(driver.mastership().get().dueTicks())
        : OptionalLong.empty();
  }

  /** A correction of its own, as the master, or one that has come in another way than a call. */
  private void corrected(String node, Adjustment adjustment) {
    boolean own = adjustment.master().equals(id.name());
    if (!delivering) {
      observer.applied(adjustment, own ? this : simulation.host(adjustment.master()).life());
    }
    if (own) {
      long epoch = steered.standing().epoch();
      isColdStart = !hasTime || epoch != ledEpoch;
      ledEpoch = epoch;
      hasTime = true;
      Optional.ofNullable(masterships.get(adjustment.term()))
          .ifPresent(mastership -> simulation.oracle.masterCorrected(this, mastership));
    }
  }

  /** What it answers, while the oracle looks on. */
  private final class Answers extends ServiceDecorator {

    private final NodeService node;

    Answers(NodeService node) {
      super(node);
      this.node = node;
    }

    @Override
    public long nodeTime() {
      return super.nodeTime() + lieNanos;
    }

    @Override
    public void adjust(Adjustment adjustment) {
      simulation.oracle.look(NodeInstance.this);
      long known = Math.max(term(), core.term());
      long applied = node.status().adjustments();
      delivering = true;
      try {
        if (node == core) {
          CorrectionDelivery.of(simulation.settings.broken()).adjust(NodeInstance.this, adjustment);
        } else {
          node.adjust(adjustment);
        }
      } catch (StaleTermException e) {
        simulation.tally.refusals++;
        throw e;
      } finally {
        delivering = false;
      }
      if (node.status().adjustments() > applied) {
        observer.applied(adjustment, sender.orElseThrow());
      }
      MastershipRecord of =
          sender.map(life -> life.masterships.get(adjustment.term())).orElse(null);
      if (node.status().adjustments() > applied && of != null) {
        hasTime = true;
        simulation.tally.corrections++;
        simulation.oracle.obeyed(NodeInstance.this, adjustment, of, known);
      }
    }
  }

  /** Where the level above finds it, while it leads its group. */
  private final class Above implements LevelAbove {

    private final SimulatedPeer peerAbove;

    Above(SimulatedPeer peerAbove) {
      this.peerAbove = peerAbove;
    }

    @Override
    public void show() {
      simulation.registryAbove.enter(host.name, peerAbove);
    }

    @Override
    public void hide() {
      simulation.registryAbove.remove(host.name, peerAbove);
    }
  }

  /** What it asks others. */
  private final class Messages implements MessageObserver {

    @Override
    public void probed(SimulatedPeer to) {
      simulation.oracle.look(simulation.lifeIn(to.process()));
    }

    @Override
    public void arrived(SimulatedProcess from, SimulatedPeer to, Request<?> request) {
      simulation.lifeIn(to.process()).sender = Optional.of(NodeInstance.this);
    }

    @Override
    public void answered(
        SimulatedProcess from, SimulatedPeer to, Request<?> request, Reply<?> reply) {
      simulation.lifeIn(to.process()).sender = Optional.empty();
    }

    @Override
    public void accepted(SimulatedPeer to, Adjustment adjustment) {
      simulation.lifeIn(to.process()).observer.returned(adjustment, NodeInstance.this);
    }
  }

  /** What it does. */
  private final class Events implements NodeListener {

    @Override
    public void began(String node, long term) {
      masterships.put(term, new MastershipRecord(NodeInstance.this, term));
    }

    @Override
    public void ended(String node, long term) {
      requireNonNull(masterships.get(term)).end();
    }

    @Override
    public void led(RoundReport report) {
      simulation.tally.rounds++;
      if (!isColdStart) {
        simulation.oracle.led(
            NodeInstance.this, requireNonNull(masterships.get(report.term())), report);
      }
    }

    @Override
    public void electionStep(String node, long term, String step, String master) {
      simulation.transcript.note("%s %s in term %d, master %s", id, step, term, master);
      if (step.equals("ELECTED")) {
        simulation.oracle.elected(NodeInstance.this, term);
        simulation.whenElected.accept(NodeInstance.this);
      }
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
