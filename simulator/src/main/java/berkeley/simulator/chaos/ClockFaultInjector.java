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

  private final ChaosSimulation arena;
  private final RandomSource dice;

  ClockFaultInjector(ChaosSimulation arena, RandomSource dice) {
    this.arena = arena;
    this.dice = dice;
  }

  Optional<Runnable> happen(FaultKind fault, SimulatedHost host) {
    boolean another =
        arena.hosts.stream()
            .anyMatch(h -> h.drift.isFaulty() || (h.isAlive() && h.life.clockFaulty));
    if (another || !host.isUp()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fault) {
          case LIE -> lie(host.life);
          case DRIFT -> drift(host, MOST_DRIFT * (0.2 + 0.8 * dice.unit()));
          case WILD_DRIFT ->
              drift(host, LEAST_WILD + (MOST_WILD - LEAST_WILD) * dice.unit() * dice.unit());
          case JUMP -> jump(host);
          default -> suspend(host);
        });
  }

  private Runnable lie(NodeInstance life) {
    spoil(life.host);
    life.lieNanos = dice.sign() * dice.magnitude(SHORTEST_LIE, LONGEST_LIE);
    arena.transcript.note("%s begins to lie by %.3f s", life.id, life.lieNanos * 1e-9);
    return () -> life.lieNanos = 0;
  }

  private Runnable drift(SimulatedHost host, double ratio) {
    double off = dice.sign() * ratio;
    arena.transcript.note("%s begins to drift by %.1f ppm", host.life.id, off * 1e6);
    spoil(host);
    host.drift.fault(off);
    return () -> {
      spoil(host);
      host.drift.fault(0);
    };
  }

  private Runnable jump(SimulatedHost host) {
    long nanos = dice.magnitude(1_000_000, LONGEST_LIE);
    arena.transcript.note("the ticks of %s leap by %.3f s", host.life.id, nanos * 1e-9);
    spoil(host);
    host.life.beat();
    host.crystal.jump(nanos);
    host.life.beatSoon(() -> {});
    return () -> {};
  }

  private Runnable suspend(SimulatedHost host) {
    NodeInstance life = host.life;
    long nanos =
        dice.magnitude(LEAST_SUSPENSION, LEAST_SUSPENSION + 10 * arena.settings.periodNanos());
    arena.transcript.note("the host of %s is suspended for %.3f s", life.id, nanos * 1e-9);
    spoil(host);
    life.beat();
    host.paused = true;
    host.crystal.jump(-nanos);
    // Its counter goes on when it has made up for the sleep, by its own rate.
    long wakes = arena.time.now() + nanos + nanos / 1_000;
    host.asleepUntil = wakes;
    arena.time.at(
        wakes,
        () -> {
          if (!life.over && host.paused) {
            arena.transcript.note("%s wakes up", life.id);
            host.resume();
            // Its bound allows for the sleep as soon as it knows of it.
            life.beatSoon(() -> life.clockFaulty = false);
          }
        });
    return () -> {};
  }

  /** From now on nothing can be said of a clock on this host, nor of those who go by it. */
  private void spoil(SimulatedHost host) {
    arena.oracle.lookAtAll();
    if (host.isAlive()) {
      host.life.clockFaulty = true;
    }
    host.tenures.forEach(MastershipRecord::spoil);
  }
}
