package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberId;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.SleepDetector;
import java.time.Duration;

/**
 * One life of an electable node: what {@code berkeley.slave.Node} puts together, on a modelled
 * host. Its remote object is this object; its messages are carried by {@link SimulatedNetwork}.
 */
final class NodeInstance implements ClockRemote {

  private static final long START_NANOS = 1_767_225_600_000_000_000L;
  private static final long APART_NANOS = 100_000_000L;
  private static final long SLEPT_NANOS = 2_000_000_000L;
  private static final long BEAT_NANOS = 100_000_000L;
  private static final double QUICK_NANOS = 40_000;
  private static final double SLOW_NANOS = 5_000_000;
  private static final double SLOW_CHANCE = 0.01;

  final ChaosSimulation arena;
  final SimulatedHost host;
  final MemberId id;
  final SteeredClock steered;
  final NodeClock clock;
  final NodeCore core;
  final VirtualLeadership office;
  final VirtualElector voice;
  final LifeHistory sightings = new LifeHistory();
  private final SleepDetector sleep = new SleepDetector(SLEPT_NANOS);

  /** Whether this process is no more. */
  boolean over;

  /** Whether its clock does what no clock may, so that nothing can be promised about it. */
  boolean clockFaulty;

  /** What it adds to its time when it is asked. */
  long lieNanos;

  NodeInstance(ChaosSimulation arena, SimulatedHost host, long incarnation) {
    this.arena = arena;
    this.host = host;
    this.id = new MemberId(host.name, incarnation);
    long start = START_NANOS + arena.time.now() + arena.dice.between(-APART_NANOS, APART_NANOS);
    this.steered = new SteeredClock(host.crystal::getAsLong, start);
    this.clock =
        new NodeClock(
            steered,
            Discipline.withDefaults(ClockLimits.DEFAULT),
            Duration.ofNanos(arena.settings.periodNanos() * 5 / 2),
            Runnable::run);
    this.core = new NodeCore(host.name, incarnation, clock);
    this.office = new VirtualLeadership(this);
    this.voice = new VirtualElector(this);
    core.fenceWith(voice::admit);
  }

  void begin() {
    voice.begin();
  }

  /** Ends it at once, as SIGKILL does. */
  void kill() {
    over = true;
    office.endTenure();
  }

  @Override
  public long getTime() {
    return core.nodeTime() + lieNanos;
  }

  @Override
  public void adjust(Adjustment adjustment) {
    CorrectionDelivery.of(arena.settings.broken()).adjust(this, adjustment);
  }

  /** Obeys or refuses the correction of a mastership, while the oracle looks on. */
  void adjust(Adjustment adjustment, MastershipRecord of) {
    arena.oracle.look(this);
    sightings.beforeCorrection(clock.state());
    long known = Math.max(voice.election.term(), core.term());
    long applied = core.status().adjustments();
    adjust(adjustment);
    if (core.status().adjustments() > applied) {
      arena.tally.corrections++;
      arena.oracle.obeyed(this, adjustment, of, known);
    }
  }

  /** Takes note of the ticks before something that may be a sleep. */
  void beat() {
    sleep.beat(host.ticks(), arena.time.now());
  }

  /** Notices within a beat whether it slept. */
  void beatSoon(Runnable noticed) {
    long beat = host.ticks() + arena.dice.nextLong(BEAT_NANOS);
    host.at(
        this,
        beat,
        () -> {
          if (sleep.beat(host.ticks(), arena.time.now())) {
            clock.slept(sleep.missedNanos());
          }
          clock.noticeState();
          noticed.run();
        });
  }

  /** Has a thread of the process do something: almost at once, but now and then it has to wait. */
  void soon(Runnable work) {
    double mean = arena.dice.chance(SLOW_CHANCE) ? SLOW_NANOS : QUICK_NANOS;
    arena.time.in(arena.dice.exponential(mean), () -> host.run(this, work));
  }

  long ticks() {
    return host.ticks();
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
