package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.ServiceDecorator;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.node.election.Election;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One life of an electable node: the drivers of real nodes on a modelled host. */
final class NodeInstance {

  private static final long START_NANOS = 1_767_225_600_000_000_000L;
  private static final long APART_NANOS = 100_000_000L;
  private static final long CATCHING_UP_NANOS = 5_000_000;
  private static final double QUICK_NANOS = 40_000;
  private static final double SLOW_NANOS = 5_000_000;
  private static final double SLOW_CHANCE = 0.01;

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
  private final Map<Long, MastershipRecord> masterships = new HashMap<>();

  /** Whose request is being carried out. */
  private Optional<NodeInstance> sender = Optional.empty();

  private boolean delivering;

  private boolean hasTime;
  private boolean isColdStart;

  /** Whether its clock does what no clock may, so that nothing can be promised about it. */
  boolean clockFaulty;

  /** What it adds to its time when it is asked. */
  long lieNanos;

  NodeInstance(ChaosSimulation simulation, SimulatedHost host, long incarnation) {
    this.simulation = simulation;
    this.host = host;
    this.id = new MemberId(host.name, incarnation);
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
            Discipline.withDefaults(ClockLimits.DEFAULT),
            Duration.ofNanos(simulation.settings.periodNanos() * 5 / 2),
            Runnable::run);
    this.core = new NodeCore(host.name, incarnation, clock, this::corrected);
    this.driver =
        new NodeDriver(
            core,
            clock,
            SimulatedEnvironment.of(
                process,
                () -> START_NANOS + simulation.time.now(),
                simulation.net,
                new Messages(),
                simulation.registry.of(host.name, this::entry, process),
                simulation.random.other()),
            simulation.settings.reRegister(),
            simulation.settings.look(),
            new Events(),
            Optional.empty());
    driver.takePart(new BuiltInElection(simulation.election), simulation.leads, report -> {});
    this.peer = new SimulatedPeer(process, new Answers(), driver.election());
    this.observer = new NodeObserver(this, simulation.promises);
    simulation.promises.watch(this);
    simulation.lives.put(process, this);
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
    process.run(() -> driver.start(entered -> {}));
  }

  /** Ends it at once, as SIGKILL does. */
  void kill() {
    process.end();
    observer.ended();
    masterships.values().forEach(MastershipRecord::end);
  }

  Election election() {
    return driver.election().orElseThrow().election();
  }

  boolean leads() {
    return driver.election().orElseThrow().leads();
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
    if (!delivering) {
      observer.applied(adjustment, this);
    }
    if (adjustment.master().equals(id.name())) {
      isColdStart = !hasTime;
      hasTime = true;
      Optional.ofNullable(masterships.get(adjustment.term()))
          .ifPresent(mastership -> simulation.oracle.masterCorrected(this, mastership));
    }
  }

  /** What it answers, while the oracle looks on. */
  private final class Answers extends ServiceDecorator {

    Answers() {
      super(core);
    }

    @Override
    public long nodeTime() {
      return super.nodeTime() + lieNanos;
    }

    @Override
    public void adjust(Adjustment adjustment) {
      simulation.oracle.look(NodeInstance.this);
      history.beforeCorrection(clock.state());
      long known = Math.max(election().term(), core.term());
      long applied = core.status().adjustments();
      delivering = true;
      try {
        CorrectionDelivery.of(simulation.settings.broken()).adjust(NodeInstance.this, adjustment);
      } catch (StaleTermException e) {
        simulation.tally.refusals++;
        throw e;
      } finally {
        delivering = false;
      }
      if (core.status().adjustments() > applied) {
        observer.applied(adjustment, sender.orElseThrow());
      }
      MastershipRecord of =
          sender.map(life -> life.masterships.get(adjustment.term())).orElse(null);
      if (core.status().adjustments() > applied && of != null) {
        hasTime = true;
        simulation.tally.corrections++;
        simulation.oracle.obeyed(NodeInstance.this, adjustment, of, known);
      }
    }
  }

  /** What it asks others. */
  private final class Messages implements MessageObserver {

    @Override
    public void probed(SimulatedPeer to) {
      simulation.oracle.look(simulation.lives.get(to.process()));
    }

    @Override
    public void arrived(SimulatedProcess from, SimulatedPeer to, Request<?> request) {
      simulation.lives.get(to.process()).sender = Optional.of(NodeInstance.this);
    }

    @Override
    public void answered(
        SimulatedProcess from, SimulatedPeer to, Request<?> request, Reply<?> reply) {
      simulation.lives.get(to.process()).sender = Optional.empty();
    }

    @Override
    public void accepted(SimulatedPeer to, Adjustment adjustment) {
      simulation.lives.get(to.process()).observer.returned(adjustment, NodeInstance.this);
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
      masterships.get(term).end();
    }

    @Override
    public void led(RoundReport report) {
      simulation.tally.rounds++;
      if (!isColdStart) {
        simulation.oracle.led(NodeInstance.this, masterships.get(report.term()), report);
      }
    }

    @Override
    public void electionStep(String node, long term, String step, String master) {
      simulation.transcript.note("%s %s in term %d, master %s", id, step, term, master);
      if (step.equals("ELECTED")) {
        simulation.oracle.elected(NodeInstance.this, term);
      }
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
