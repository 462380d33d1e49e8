package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.world.RandomSource;
import java.util.Optional;

/**
 * Breaks clocks, one node's at a time: of five nodes a majority has to be sound, also while others
 * are away. What is broken by it is sound again in the node's next life.
 */
final class ClockFaultInjector {

  private static final long SHORTEST_LIE = 50_000_000L;
  private static final long LONGEST_LIE = 3_600_000_000_000L;

  /** What a sleep must be longer than to be noticed. */
  private static final long LEAST_SUSPENSION = 2_200_000_000L;

  /** Beside the 20 ppm that sound oscillators may be off, within the 500 ppm that are declared. */
  private static final double MOST_DRIFT = 450e-6;

  private static final double LEAST_WILD = 1e-3;
  private static final double MOST_WILD = 20e-3;

  private final ChaosSimulation simulation;
  private final RandomSource random;
  private long faults;

  ClockFaultInjector(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
  }

  Optional<Runnable> happen(FaultKind fault, SimulatedHost host) {
    boolean another =
        simulation.hosts.stream()
            .anyMatch(h -> h.drift.isFaulty() || (h.isAlive() && h.life.clockFaulty));
    if (another || !host.isUp()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fault) {
          case LIE -> lie(host.life);
          case DRIFT -> drift(host, MOST_DRIFT * (0.2 + 0.8 * random.unit()));
          case WILD_DRIFT ->
              drift(host, LEAST_WILD + (MOST_WILD - LEAST_WILD) * random.unit() * random.unit());
          case JUMP -> jump(host);
          default -> suspend(host);
        });
  }

  private Runnable lie(NodeInstance life) {
    spoil(life.host, true, Long.MAX_VALUE);
    life.lieNanos = random.sign() * random.magnitude(SHORTEST_LIE, LONGEST_LIE);
    simulation.transcript.note("%s begins to lie by %.3f s", life.id, life.lieNanos * 1e-9);
    return () -> life.lieNanos = 0;
  }

  private Runnable drift(SimulatedHost host, double ratio) {
    double off = random.sign() * ratio;
    simulation.transcript.note("%s begins to drift by %.1f ppm", host.life.id, off * 1e6);
    String fault = "drift of " + host;
    simulation.promises.faultOf(fault, host);
    spoil(host, false, Long.MAX_VALUE);
    host.driftBy(off);
    return () -> {
      spoil(host, false, Long.MAX_VALUE);
      host.driftBy(0);
      simulation.promises.faultEnded(fault, simulation.time.now());
    };
  }

  private Runnable jump(SimulatedHost host) {
    long nanos = random.magnitude(1_000_000, LONGEST_LIE);
    simulation.transcript.note("the ticks of %s leap by %.3f s", host.life.id, nanos * 1e-9);
    spoil(host, false, Long.MAX_VALUE);
    host.counter.jump(nanos);
    return () -> {};
  }

  private Runnable suspend(SimulatedHost host) {
    NodeInstance life = host.life;
    long nanos =
        random.magnitude(
            LEAST_SUSPENSION, LEAST_SUSPENSION + 10 * simulation.settings.periodNanos());
    simulation.transcript.note("the host of %s is suspended for %.3f s", life.id, nanos * 1e-9);
    // Its counter goes on when it has made up for the sleep, by its own rate.
    long wakes = simulation.time.now() + nanos + nanos / 1_000;
    // Its bound allows for the sleep as soon as it knows of it.
    long notices = wakes + 2 * simulation.settings.look().toNanos();
    spoil(host, false, notices);
    life.process.stop();
    host.counter.jump(-nanos);
    host.asleepUntil = wakes;
    simulation.time.at(
        wakes,
        () -> {
          if (!life.isOver() && life.process.isStopped()) {
            simulation.transcript.note("%s wakes up", life.id);
            life.process.resume();
            simulation.time.at(notices, () -> life.clockFaulty = false);
          }
        });
    return () -> {};
  }

  /** From now on nothing can be said of a clock on this host, nor of those who go by it. */
  private void spoil(SimulatedHost host, boolean lying, long untilNanos) {
    simulation.oracle.lookAtAll();
    simulation.promises.lookAtAll();
    if (host.isAlive()) {
      host.life.clockFaulty = true;
      simulation.promises.faultOf(
          "fault %d of %s".formatted(++faults, host.life), host.life, lying, untilNanos);
    }
    host.masterships.forEach(MastershipRecord::spoil);
  }
}
