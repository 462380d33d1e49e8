package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.world.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Breaks clocks, one node's at a time: of five nodes a majority has to be sound, also while others
 * are away. Declares which ones, and for how long: a fault excuses a node until a declared time
 * after the end of the storm, within which a sound master has corrected it; while the storm lasts
 * there may be none. In plain weather it excuses a life to its end, and what is broken is started
 * anew when a storm is over.
 */
final class ClockFaultInjector {

  private static final long SHORTEST_LIE = 50_000_000L;
  private static final long LONGEST_LIE = 3_600_000_000_000L;

  private static final long LEAST_SUSPENSION = 2_200_000_000L;

  /** What a sleep must be longer than to be noticed by the host that slept. */
  private static final long LEAST_NOTICED = 80_000_000L;

  private static final long LEAST_NAP = 50_000_000L;
  private static final long LONGEST_NAP = 3_000_000_000L;

  /** Beside the 20 ppm that sound oscillators may be off, within the 500 ppm that are declared. */
  private static final double MOST_DRIFT = 450e-6;

  private static final double LEAST_WILD = 1e-3;
  private static final double MOST_WILD = 20e-3;
  private static final List<Double> BENDS = List.of(50e-6, 500e-6, 20e-3);

  /** Two leases and six rounds, in periods, and one more. */
  private static final int EXCUSED_PERIODS = 10;

  private final ChaosSimulation simulation;
  private final RandomSource random;
  private final long periodNanos;
  private final boolean isPlain;
  private final List<Runnable> healing = new ArrayList<>();
  private long faults;

  ClockFaultInjector(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
    this.periodNanos = simulation.settings.periodNanos();
    this.isPlain = simulation.weather.isPlain();
  }

  Optional<Runnable> happen(FaultKind fault, SimulatedHost host) {
    boolean another =
        simulation.hosts.stream()
            .anyMatch(other -> other.drift.isFaulty() || (other != host && other.isBroken()));
    if (another || !host.isUp() || !simulation.isTimeSafeWithout(Set.of(host))) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fault) {
          case LIE -> lie(host.life());
          case DRIFT -> drift(host, MOST_DRIFT * (0.2 + 0.8 * random.unit()));
          case WILD_DRIFT ->
              drift(host, LEAST_WILD + (MOST_WILD - LEAST_WILD) * random.unit() * random.unit());
          case BEND -> drift(host, random.of(BENDS));
          case JUMP -> jump(host);
          case NAP -> sleep(host, random.magnitude(LEAST_NAP, LONGEST_NAP));
          default -> suspend(host);
        });
  }

  /** Sets a host's wall clock, which breaks no assumption. */
  Optional<Runnable> setWall(SimulatedHost host) {
    long nanos = random.sign() * random.magnitude(SHORTEST_LIE, LONGEST_LIE);
    simulation.transcript.note("the wall clock of %s is set by %.3f s", host, nanos * 1e-9);
    host.wallOffsetNanos += nanos;
    return Optional.of(() -> {});
  }

  private Runnable lie(NodeInstance life) {
    Runnable end = spoil(life.host, true);
    life.lieNanos = random.sign() * random.magnitude(SHORTEST_LIE, LONGEST_LIE);
    simulation.transcript.note("%s begins to lie by %.3f s", life.id, life.lieNanos * 1e-9);
    return () -> {
      life.lieNanos = 0;
      end.run();
    };
  }

  private Runnable drift(SimulatedHost host, double ratio) {
    double off = random.sign() * ratio;
    simulation.transcript.note("%s begins to drift by %.1f ppm", host.life().id, off * 1e6);
    String fault = name(host);
    simulation.promises.faultOf(fault, host);
    Runnable begun = spoil(host, false);
    host.driftBy(off);
    return () -> {
      Runnable ended = spoil(host, false);
      host.driftBy(0);
      simulation.promises.faultEnded(fault, simulation.time.now());
      begun.run();
      ended.run();
    };
  }

  private Runnable jump(SimulatedHost host) {
    long nanos = random.magnitude(1_000_000, LONGEST_LIE);
    simulation.transcript.note("the ticks of %s leap by %.3f s", host.life().id, nanos * 1e-9);
    Runnable end = spoil(host, false);
    host.counter.jump(nanos);
    return end;
  }

  private Runnable suspend(SimulatedHost host) {
    return sleep(host, random.magnitude(LEAST_SUSPENSION, LEAST_SUSPENSION + 10 * periodNanos));
  }

  /**
   * Suspends a host. One that sleeps for long is excused until its node has run for long enough to
   * notice, since its bound allows for the sleep from then on; else until a round should have
   * corrected it.
   */
  Runnable sleep(SimulatedHost host, long nanos) {
    long excusedNanos =
        nanos >= LEAST_NOTICED
            ? 2 * simulation.settings.look().toNanos()
            : EXCUSED_PERIODS * periodNanos;
    NodeInstance life = host.life();
    simulation.transcript.note("the host of %s is suspended for %.3f s", life.id, nanos * 1e-9);
    long wakes = simulation.time.now() + sleepLasts(nanos);
    long notices = wakes + excusedNanos;
    String fault = begin(host, false);
    life.process.stop();
    host.counter.jump(-nanos);
    host.asleepUntil = wakes;
    simulation.time.at(
        wakes,
        () -> {
          if (!life.isOver() && life.process.isStopped()) {
            simulation.transcript.note("%s wakes up", life.id);
            life.process.resume();
          }
        });
    simulation.time.at(notices, () -> excuseUntilNoticed(life, fault));
    return () -> {};
  }

  /**
   * Returns after how long a host that is suspended wakes up, in nanoseconds: when its counter,
   * which is set back by the sleep, has made up for it by its own rate.
   */
  static long sleepLasts(long nanos) {
    return nanos + nanos / 1_000;
  }

  private void excuseUntilNoticed(NodeInstance life, String fault) {
    long look = simulation.settings.look().toNanos();
    if (!life.isOver() && life.process.isStopped()) {
      simulation.time.in(look, () -> excuseUntilNoticed(life, fault));
    } else {
      simulation.promises.faultEnded(fault, simulation.time.now() + look);
      simulation.time.in(look, () -> life.clockFaulty = false);
    }
  }

  private String name(SimulatedHost host) {
    return "fault %d of %s".formatted(++faults, host.life());
  }

  /**
   * From now on nothing can be said of a clock on this host, nor of those who go by it.
   *
   * @return what to do when the fault is over
   */
  private Runnable spoil(SimulatedHost host, boolean lying) {
    simulation.oracle.clocksFail();
    NodeInstance life = host.life();
    String fault = begin(host, lying);
    return isPlain ? () -> {} : () -> healing.add(() -> heal(life, fault));
  }

  /** Declares, at the end of a storm, for how long those that it broke are still excused. */
  void mended() {
    healing.forEach(Runnable::run);
    healing.clear();
  }

  private String begin(SimulatedHost host, boolean lying) {
    simulation.oracle.lookAtAll();
    simulation.promises.lookAtAll();
    String fault = name(host);
    if (host.isAlive()) {
      host.life().clockFaulty = true;
      simulation.promises.faultOf(fault, host.life(), lying);
    }
    host.masterships.forEach(MastershipRecord::spoil);
    return fault;
  }

  private void heal(NodeInstance life, String fault) {
    long until = simulation.time.now() + EXCUSED_PERIODS * periodNanos;
    simulation.promises.faultEnded(fault, until);
    simulation.time.at(until, () -> life.clockFaulty = false);
  }
}
