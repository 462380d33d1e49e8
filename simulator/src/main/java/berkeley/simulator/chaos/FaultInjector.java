package berkeley.simulator.chaos;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.world.RandomSource;
import java.util.List;
import java.util.Optional;

/** Does one kind of harm at a time, and knows how to undo it. */
final class FaultInjector {

  private static final double MASTER_IS_HIT = 0.4;

  final ProcessFaults processes;
  final ClockFaultInjector clocks;
  private final ChaosSimulation simulation;
  private final RandomSource random;
  private final MessageFaults messages;
  private final List<FaultKind> faults;

  FaultInjector(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
    this.messages = new MessageFaults(simulation, random);
    this.processes = new ProcessFaults(simulation, random);
    this.clocks = new ClockFaultInjector(simulation, random);
    this.faults = simulation.weather.faults();
  }

  /** Does harm; returns how to undo it, empty if there was none to do. */
  Optional<Runnable> happen() {
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    FaultKind fault = random.of(faults);
    SimulatedHost host = victim();
    Optional<Runnable> undo =
        switch (fault) {
          case LOSS -> messages.lose();
          case REPETITION -> messages.repeat();
          case DELAY -> messages.delay(true);
          case STRAGGLERS -> messages.straggle();
          case ASYMMETRY -> messages.delay(false);
          case CUT -> messages.split(true);
          case ONE_WAY -> messages.split(false);
          case CUT_WINNER -> messages.cutWinners();
          case REGISTRY -> messages.registryOut();
          case KILL -> processes.crash(host);
          case FREEZE -> processes.pause(host);
          case STALL -> processes.stall(host);
          case LEAVE -> processes.leave(host);
          case STEP_DOWN -> processes.stepDown(host);
          case RESTART -> processes.restart();
          case REPLACEMENT -> processes.replace(host);
          case ORDER -> processes.order();
          case WALL_SET -> clocks.setWall(host);
          case LIE, DRIFT, WILD_DRIFT, JUMP, SUSPENSION, NAP, BEND -> clocks.happen(fault, host);
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
        if (host.isUp() && host.life().leads()) {
          return host;
        }
      }
    }
    return random.of(simulation.hosts);
  }
}
