package berkeley.simulator.chaos;

import static berkeley.simulator.fault.FaultKind.ASYMMETRY;
import static berkeley.simulator.fault.FaultKind.BEND;
import static berkeley.simulator.fault.FaultKind.CUT;
import static berkeley.simulator.fault.FaultKind.CUT_WINNER;
import static berkeley.simulator.fault.FaultKind.DELAY;
import static berkeley.simulator.fault.FaultKind.DRIFT;
import static berkeley.simulator.fault.FaultKind.FREEZE;
import static berkeley.simulator.fault.FaultKind.JUMP;
import static berkeley.simulator.fault.FaultKind.KILL;
import static berkeley.simulator.fault.FaultKind.LEAVE;
import static berkeley.simulator.fault.FaultKind.LIE;
import static berkeley.simulator.fault.FaultKind.LOSS;
import static berkeley.simulator.fault.FaultKind.NAP;
import static berkeley.simulator.fault.FaultKind.ONE_WAY;
import static berkeley.simulator.fault.FaultKind.ORDER;
import static berkeley.simulator.fault.FaultKind.REGISTRY;
import static berkeley.simulator.fault.FaultKind.REPETITION;
import static berkeley.simulator.fault.FaultKind.REPLACEMENT;
import static berkeley.simulator.fault.FaultKind.RESTART;
import static berkeley.simulator.fault.FaultKind.STALL;
import static berkeley.simulator.fault.FaultKind.STEP_DOWN;
import static berkeley.simulator.fault.FaultKind.STRAGGLERS;
import static berkeley.simulator.fault.FaultKind.SUSPENSION;
import static berkeley.simulator.fault.FaultKind.WALL_SET;
import static berkeley.simulator.fault.FaultKind.WILD_DRIFT;

import berkeley.simulator.fault.FaultKind;
import java.util.List;
import java.util.Locale;

/** One part of a run's weather: what its cluster is like, or which faults come in storms. */
public enum WeatherKind {
  /** Messages are lost, repeated, late or cut off. */
  MESSAGES(
      LOSS,
      REPETITION,
      DELAY,
      STRAGGLERS,
      STRAGGLERS,
      ASYMMETRY,
      ASYMMETRY,
      CUT,
      CUT,
      ONE_WAY,
      ONE_WAY),
  /** Processes are killed and stopped, leave and step down; the registry is out. */
  PROCESSES(KILL, KILL, KILL, FREEZE, FREEZE, FREEZE, LEAVE, STEP_DOWN, REGISTRY),
  /** One clock at a time lies, drifts, jumps, or sleeps with its host. */
  CLOCKS(LIE, DRIFT, WILD_DRIFT, JUMP, SUSPENSION),
  /** Most links take up to 20 ms longer one way, all the time. */
  LINKS,
  /** All oscillators are at their limits: as fast or slow as is declared, and changing as much. */
  LIMITS,
  /** Two plain slaves beside the electable nodes. */
  SLAVES,
  /** Two slaves send their time by timers of their own. */
  PUSH,
  /** The first node is a fixed master, the others are slaves. */
  FIXED,
  /** The elected master follows a level above with rounds ten times as frequent. */
  TREES,
  /** Masters are ordered to set the time. */
  ORDERS(ORDER, ORDER, ORDER),
  /** Several electable nodes restart at once, under their names. */
  RESTARTS(RESTART, RESTART),
  /** Electable nodes are replaced by others, in the end all of them. */
  REPLACEMENTS(REPLACEMENT, REPLACEMENT),
  /** Processes stall for 0.05 to 3 seconds; hosts sleep for as long, or for up to ten periods. */
  STALLS(STALL, STALL, STALL, NAP, SUSPENSION),
  /** Winners of elections are cut off as soon as they have won; masters step down. */
  WINNERS(CUT_WINNER, CUT_WINNER, CUT_WINNER, STEP_DOWN, STEP_DOWN),
  /** Wall clocks are set. */
  WALL(WALL_SET),
  /** One counter at a time is slewed by 50, 500 or 20,000 ppm. */
  BENT(BEND, BEND);

  /** A copy that nothing changes. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<FaultKind> faults;

  WeatherKind(FaultKind... faults) {
    this.faults = List.of(faults);
  }

  /** Returns its faults, the more frequent ones several times. */
  List<FaultKind> faults() {
    return faults;
  }

  /** Returns the name by which it is chosen. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
