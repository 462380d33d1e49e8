package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.world.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Does one kind of harm at a time, and knows how to undo it. */
final class FaultInjector {

  private static final List<FaultKind> FAULTS =
      List.of(
          FaultKind.LOSS,
          FaultKind.REPETITION,
          FaultKind.DELAY,
          FaultKind.STRAGGLERS,
          FaultKind.STRAGGLERS,
          FaultKind.ASYMMETRY,
          FaultKind.ASYMMETRY,
          FaultKind.CUT,
          FaultKind.CUT,
          FaultKind.ONE_WAY,
          FaultKind.ONE_WAY,
          FaultKind.KILL,
          FaultKind.KILL,
          FaultKind.KILL,
          FaultKind.FREEZE,
          FaultKind.FREEZE,
          FaultKind.FREEZE,
          FaultKind.LEAVE,
          FaultKind.STEP_DOWN,
          FaultKind.REGISTRY,
          FaultKind.LIE,
          FaultKind.DRIFT,
          FaultKind.WILD_DRIFT,
          FaultKind.JUMP,
          FaultKind.SUSPENSION);

  private static final double MOST_LOSS = 0.4;
  private static final double MASTER_IS_HIT = 0.4;

  /**
   * How often a master is stopped while it leads a round, and how long the better part of it is.
   */
  private static final double IN_THE_MIDDLE = 0.5;

  private static final long ROUND_NANOS = 600_000;
  private static final long SECOND = 1_000_000_000L;

  private final ChaosSimulation simulation;
  private final RandomSource random;
  private final ClockFaultInjector clocks;

  FaultInjector(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
    this.clocks = new ClockFaultInjector(simulation, random);
  }

  /** Does harm; returns how to undo it, empty if there was none to do. */
  Optional<Runnable> happen() {
    FaultKind fault = random.of(FAULTS);
    SimulatedHost host = victim();
    Optional<Runnable> undo =
        switch (fault) {
          case LOSS -> lose();
          case REPETITION -> repeat();
          case DELAY -> delay(true);
          case STRAGGLERS -> straggle();
          case ASYMMETRY -> delay(false);
          case CUT -> split(true);
          case ONE_WAY -> split(false);
          case KILL -> crash(host);
          case FREEZE -> pause(host);
          case LEAVE -> leave(host);
          case STEP_DOWN -> stepDown(host);
          case REGISTRY -> registryOut();
          case LIE, DRIFT, WILD_DRIFT, JUMP, SUSPENSION -> clocks.happen(fault, host);
          case KILL_MASTER, FREEZE_MASTER, CUT_MASTER, JOINS, MAJORITY, LOAD ->
              throw new IllegalArgumentException(fault + " is not injected in virtual time");
        };
    if (undo.isPresent()) {
      simulation.tally.fault(fault);
      simulation.oracle.lookAtAll();
      simulation.promises.lookAtAll();
    }
    return undo;
  }

  private SimulatedHost victim() {
    if (random.chance(MASTER_IS_HIT)) {
      for (SimulatedHost host : simulation.hosts) {
        if (host.isUp() && host.life.leads()) {
          return host;
        }
      }
    }
    return random.of(simulation.hosts);
  }

  private Optional<Runnable> lose() {
    double share = random.unit() * MOST_LOSS;
    simulation.transcript.note("%.0f %% of all messages get lost", share * 100);
    simulation.net.lose(share);
    return Optional.of(() -> simulation.net.lose(0));
  }

  private Optional<Runnable> repeat() {
    double share = random.unit() * MOST_LOSS;
    simulation.transcript.note("%.0f %% of all messages come twice", share * 100);
    simulation.net.repeat(share);
    return Optional.of(() -> simulation.net.repeat(0));
  }

  private Optional<Runnable> straggle() {
    double share = random.unit() * MOST_LOSS;
    long longest = 4 * simulation.election.lease().toNanos();
    simulation.transcript.note(
        "%.0f %% of all messages are late, by up to %d s", share * 100, longest / SECOND);
    simulation.net.straggle(share, longest);
    return Optional.of(() -> simulation.net.straggle(0, longest));
  }

  private Optional<Runnable> delay(boolean bothWays) {
    SimulatedHost one = random.of(simulation.hosts);
    SimulatedHost other = random.of(simulation.hosts);
    long longest = Math.max(SECOND, simulation.election.lease().toNanos());
    long nanos = random.magnitude(100_000, longest);
    simulation.transcript.note(
        "messages from %s to %s%s take %.3f ms longer",
        one, other, bothWays ? " and back" : "", nanos * 1e-6);
    delay(one, other, nanos, bothWays);
    return Optional.of(() -> delay(one, other, 0, bothWays));
  }

  private void delay(SimulatedHost one, SimulatedHost other, long nanos, boolean bothWays) {
    simulation.net.delay(one.number, other.number, nanos);
    if (bothWays) {
      simulation.net.delay(other.number, one.number, nanos);
    }
  }

  private Optional<Runnable> split(boolean bothWays) {
    List<SimulatedHost> here =
        simulation.hosts.stream().filter(host -> random.nextLong() < 0).toList();
    List<SimulatedHost> there =
        simulation.hosts.stream().filter(host -> !here.contains(host)).toList();
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    simulation.transcript.note(
        "nothing passes from %s to %s%s", here, there, bothWays ? " or back" : "");
    each(here, there, bothWays, simulation.net::cut);
    return Optional.of(
        () -> {
          simulation.transcript.note("%s and %s are joined again", here, there);
          each(here, there, bothWays, simulation.net::mend);
        });
  }

  @FunctionalInterface
  private interface Way {
    void with(int from, int to);
  }

  private static void each(
      List<SimulatedHost> here, List<SimulatedHost> there, boolean bothWays, Way way) {
    for (SimulatedHost one : here) {
      for (SimulatedHost other : there) {
        way.with(one.number, other.number);
        if (bothWays) {
          way.with(other.number, one.number);
        }
      }
    }
  }

  private Optional<Runnable> crash(SimulatedHost host) {
    if (!host.isAlive()) {
      return Optional.empty();
    }
    kill(host);
    return Optional.of(() -> start(host));
  }

  void kill(SimulatedHost host) {
    simulation.transcript.note("%s is killed", host.life.id);
    host.life.kill();
  }

  /** Starts what is not running, as soon as its host is awake. */
  void start(SimulatedHost host) {
    if (host.asleepUntil > simulation.time.now()) {
      simulation.time.at(host.asleepUntil + 1, () -> start(host));
    } else if (!host.isAlive()) {
      simulation.start(host);
    }
  }

  private Optional<Runnable> pause(SimulatedHost host) {
    if (!host.isUp()) {
      return Optional.empty();
    }
    NodeInstance life = host.life;
    ProcessStop stop = new ProcessStop(life);
    OptionalLong round = life.nextRoundTicks();
    if (round.isPresent() && random.chance(IN_THE_MIDDLE)) {
      life.process.at(round.getAsLong() + random.nextLong(ROUND_NANOS), stop::begin);
    } else {
      stop.begin();
    }
    return Optional.of(stop::end);
  }

  private Optional<Runnable> leave(SimulatedHost host) {
    if (!host.isUp()) {
      return Optional.empty();
    }
    NodeInstance life = host.life;
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

  private Optional<Runnable> stepDown(SimulatedHost host) {
    if (!host.isUp() || !host.life.leads()) {
      return Optional.empty();
    }
    simulation.transcript.note("%s is asked to step down", host.life.id);
    host.life.process.run(host.life.driver::stepDown);
    return Optional.of(() -> {});
  }

  private Optional<Runnable> registryOut() {
    simulation.transcript.note("the registry is out");
    simulation.registry.out(true);
    return Optional.of(() -> simulation.registry.out(false));
  }
}
