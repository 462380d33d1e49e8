package berkeley.simulator.chaos;

import berkeley.simulator.world.RandomSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Kills, stops and replaces processes, and gives orders to masters. */
final class ProcessFaults {

  /**
   * How often a master is stopped while it leads a round, and how long the better part of it is.
   */
  private static final double IN_THE_MIDDLE = 0.5;

  private static final long ROUND_NANOS = 600_000;
  private static final long LEAST_STALL_NANOS = 50_000_000L;
  private static final long LONGEST_STALL_NANOS = 3_000_000_000L;
  private static final long LEAST_RESTART_NANOS = 10_000_000L;
  private static final long LEAST_ORDER_NANOS = 100_000L;
  private static final long LARGEST_ORDER_NANOS = 1_000_000_000L;
  private static final int MOST_REPLACED = 100;

  private final ChaosSimulation simulation;
  private final RandomSource random;
  private int replaced;

  ProcessFaults(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
  }

  Optional<Runnable> crash(SimulatedHost host) {
    if (!host.isAlive() || !mayForget(Set.of(host))) {
      return Optional.empty();
    }
    kill(host);
    return Optional.of(() -> start(host));
  }

  void kill(SimulatedHost host) {
    simulation.transcript.note("%s is killed", host.life().id);
    host.life().kill();
  }

  /** Starts what is not running, as soon as its host is awake. */
  void start(SimulatedHost host) {
    if (host.asleepUntil > simulation.time.now()) {
      simulation.time.at(host.asleepUntil + 1, () -> start(host));
    } else if (!host.isAlive() && !host.retired) {
      simulation.start(host);
    }
  }

  Optional<Runnable> pause(SimulatedHost host) {
    if (!host.isUp()) {
      return Optional.empty();
    }
    return Optional.of(stop(host.life())::end);
  }

  private ProcessStop stop(NodeInstance life) {
    ProcessStop stop = new ProcessStop(life);
    OptionalLong round = life.nextRoundTicks();
    if (round.isPresent() && random.chance(IN_THE_MIDDLE)) {
      life.process.at(round.getAsLong() + random.nextLong(ROUND_NANOS), stop::begin);
    } else {
      stop.begin();
    }
    return stop;
  }

  /** Stops a process for a moment, as a long garbage collection or a busy machine does. */
  Optional<Runnable> stall(SimulatedHost host) {
    if (!host.isUp()) {
      return Optional.empty();
    }
    NodeInstance life = host.life();
    ProcessStop stall = new ProcessStop(life);
    long nanos = random.magnitude(LEAST_STALL_NANOS, LONGEST_STALL_NANOS);
    OptionalLong round = life.nextRoundTicks();
    boolean within = round.isPresent() && random.chance(IN_THE_MIDDLE);
    long ticks = within ? round.getAsLong() + random.nextLong(ROUND_NANOS) : life.ticks();
    life.process.at(
        ticks,
        () -> {
          stall.begin();
          simulation.time.in(nanos, stall::end);
        });
    return Optional.of(stall::end);
  }

  Optional<Runnable> leave(SimulatedHost host) {
    if (!host.isUp() || !mayForget(Set.of(host))) {
      return Optional.empty();
    }
    NodeInstance life = host.life();
    simulation.transcript.note("%s leaves", life.id);
    life.process.run(() -> life.driver.close(life::kill));
    return Optional.of(
        () -> {
          if (!life.isOver()) {
            life.kill();
          }
          start(host);
        });
  }

  Optional<Runnable> stepDown(SimulatedHost host) {
    if (!host.isUp() || !host.isElectable() || !host.life().leads()) {
      return Optional.empty();
    }
    simulation.transcript.note("%s is asked to step down", host.life().id);
    host.life().process.run(host.life().driver::stepDown);
    return Optional.of(() -> {});
  }

  /** Kills several nodes that may lead, perhaps all, and starts them within a second. */
  Optional<Runnable> restart() {
    List<SimulatedHost> victims = new ArrayList<>();
    double share = random.unit() * 1.2;
    for (SimulatedHost host : simulation.hosts) {
      boolean mayLead = host.isElectable() || host.role == HostRole.FIXED_MASTER;
      if (mayLead && host.isAlive() && random.chance(share)) {
        victims.add(host);
      }
    }
    if (victims.isEmpty() || !mayForget(victims)) {
      return Optional.empty();
    }
    for (SimulatedHost host : victims) {
      kill(host);
      long nanos = random.magnitude(LEAST_RESTART_NANOS, simulation.settings.periodNanos());
      simulation.time.in(nanos, () -> start(host));
    }
    return Optional.of(() -> {});
  }

  /**
   * Returns whether those may start anew at once. While a clock is broken, more than half of the
   * electable nodes have sound ones and know cluster time, or it would be what the broken one says.
   */
  private boolean mayForget(Collection<SimulatedHost> victims) {
    return simulation.hosts.stream().noneMatch(SimulatedHost::isBroken)
        || victims.stream().noneMatch(SimulatedHost::isSoundAndKnows)
        || simulation.isTimeSafeWithout(victims);
  }

  /** Takes one electable node away for good, in good order or not; another one comes. */
  Optional<Runnable> replace(SimulatedHost host) {
    if (!host.isElectable()
        || host.retired
        || replaced >= MOST_REPLACED
        || !mayForget(Set.of(host))) {
      return Optional.empty();
    }
    replaced++;
    host.retired = true;
    simulation.transcript.note("%s is replaced", host);
    NodeInstance life = host.life();
    if (host.isUp() && random.chance(0.5)) {
      life.process.run(() -> life.driver.close(life::kill));
    } else {
      life.kill();
    }
    SimulatedHost next = simulation.addLater(host.role);
    simulation.promises.nameElectorates();
    long nanos = random.magnitude(LEAST_RESTART_NANOS, 2 * simulation.settings.periodNanos());
    simulation.time.in(nanos, () -> start(next));
    return Optional.of(
        () -> {
          if (!life.isOver()) {
            life.kill();
          }
        });
  }

  /** Orders the master of the highest level to set the time, if there is one. */
  Optional<Runnable> order() {
    long change = random.sign() * random.magnitude(LEAST_ORDER_NANOS, LARGEST_ORDER_NANOS);
    for (SimulatedHost host : simulation.hosts) {
      if (host.isUp() && host.life().leads() && simulation.isAuthority(host.role)) {
        host.life().process.run(() -> order(host.life(), change));
        return Optional.of(() -> {});
      }
    }
    return Optional.empty();
  }

  private void order(NodeInstance life, long change) {
    try {
      life.core.orders().setTime(change);
      simulation.transcript.note("%s is ordered to change time by %d ns", life.id, change);
    } catch (IllegalStateException e) {
      simulation.transcript.note(
          "%s refuses an order: %s", life.id, String.valueOf(e.getMessage()));
    }
  }
}
