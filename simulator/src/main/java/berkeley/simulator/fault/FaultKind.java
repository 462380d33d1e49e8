package berkeley.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The faults that clusters are tested with: what each does, and what has to become of it. */
public enum FaultKind {
  /** A process is killed; later another one is started under its name. */
  KILL(RequiredOutcome.READMITTED, "crash and restart", "kill"),
  /** A process is stopped, and continues later. */
  FREEZE(RequiredOutcome.READMITTED, "pause", "freeze"),
  /** The master is killed; later another process is started under its name. */
  KILL_MASTER(RequiredOutcome.NEW_MASTER, Constants.NOWHERE, "kill_master"),
  /** The master is stopped, and continues when another node leads. */
  FREEZE_MASTER(RequiredOutcome.NEW_MASTER, Constants.NOWHERE, "freeze_master"),
  /** Some nodes are cut off from all others: connections break, or nothing arrives. */
  CUT(RequiredOutcome.READMITTED, "partition", "cut"),
  /** The master is cut off from all others. */
  CUT_MASTER(RequiredOutcome.NEW_MASTER, Constants.NOWHERE, "cut_master"),
  /** What some nodes send does not arrive, or what is sent to them. */
  ONE_WAY(RequiredOutcome.READMITTED, "one-way partition", "one_way"),
  /** A node answers with a time that is not its clock's. */
  LIE(RequiredOutcome.REJECTED, "liar", "lie"),
  /** A node's oscillator becomes wrong by up to 500 ppm. */
  DRIFT(RequiredOutcome.REJECTED, "500 ppm drift", "drift"),
  /** Nodes join; later some of them leave in good order and some are killed. */
  JOINS(RequiredOutcome.ROUNDS_CONTINUE, Constants.NOWHERE, "joins"),
  /** So many nodes are stopped that the others are no majority. */
  MAJORITY(RequiredOutcome.HOLDOVER, Constants.NOWHERE, "majority"),
  /** The registry does not answer; later an empty one does. */
  REGISTRY(RequiredOutcome.ROUNDS_CONTINUE, "registry out", "registry"),
  /** Busy threads take the processors. */
  LOAD(RequiredOutcome.WIDER_BOUNDS, Constants.NOWHERE, "hogs"),
  /** Messages take longer. */
  DELAY(RequiredOutcome.WIDER_BOUNDS, "delay", "delay"),
  /** Messages take longer in one direction. */
  ASYMMETRY(RequiredOutcome.WIDER_BOUNDS, "asymmetric delay", Constants.NOWHERE),
  /** Some messages are lost. */
  LOSS(RequiredOutcome.ROUNDS_CONTINUE, "loss", Constants.NOWHERE),
  /** Some messages arrive twice. */
  REPETITION(RequiredOutcome.ROUNDS_CONTINUE, "duplication", Constants.NOWHERE),
  /** Some messages arrive very late. */
  STRAGGLERS(RequiredOutcome.WIDER_BOUNDS, "stragglers", Constants.NOWHERE),
  /** A node leaves in good order, and returns later. */
  LEAVE(RequiredOutcome.READMITTED, "leave and return", Constants.NOWHERE),
  /** The master is asked to give up. */
  STEP_DOWN(RequiredOutcome.NEW_MASTER, "step down", Constants.NOWHERE),
  /** A node's oscillator becomes wrong by more than nodes are told to expect. */
  WILD_DRIFT(RequiredOutcome.REJECTED, "wild drift", Constants.NOWHERE),
  /** A host's counter of ticks jumps. */
  JUMP(RequiredOutcome.NOTICED_BY_NODE, "clock jump", Constants.NOWHERE),
  /** A host is suspended, and its counter of ticks with it. */
  SUSPENSION(RequiredOutcome.NOTICED_BY_NODE, "suspended host", Constants.NOWHERE),
  /** A host is suspended for so short a time that nodes may not notice it. */
  NAP(RequiredOutcome.READMITTED, "short sleep", Constants.NOWHERE),
  /** A process does not get the processor for up to three seconds. */
  STALL(RequiredOutcome.WIDER_BOUNDS, "stall", "stall"),
  /** A host's counter is slewed, as by a daemon that steers it. */
  BEND(RequiredOutcome.REJECTED, "bent counter", Constants.NOWHERE),
  /** The master is ordered to set the time. */
  ORDER(RequiredOutcome.ROUNDS_CONTINUE, "time order", Constants.NOWHERE),
  /** Several electable nodes are killed at once, and others are started under their names soon. */
  RESTART(RequiredOutcome.NEW_MASTER, "restart of several", Constants.NOWHERE),
  /** An electable node goes for good, and one with a new name comes. */
  REPLACEMENT(RequiredOutcome.ROUNDS_CONTINUE, "replacement", Constants.NOWHERE),
  /** Who wins an election is cut off from most others, at once or soon. */
  CUT_WINNER(RequiredOutcome.NEW_MASTER, "winner cut off", Constants.NOWHERE),
  /** A host's wall clock is set. */
  WALL_SET(RequiredOutcome.ROUNDS_CONTINUE, "wall clock set", Constants.NOWHERE);

  /** Constants of an enum can use none of its own before they are made. */
  private static final class Constants {
    private static final String NOWHERE = "";

    private Constants() {}
  }

  private final RequiredOutcome outcome;
  private final String virtualName;
  private final String processName;

  FaultKind(RequiredOutcome outcome, String virtualName, String processName) {
    this.outcome = outcome;
    this.virtualName = virtualName;
    this.processName = processName;
  }

  /** Returns what has to become of a cluster under this fault. */
  public RequiredOutcome outcome() {
    return outcome;
  }

  /** Returns what texts and JSON call this fault where it is injected, empty if it is not. */
  public Optional<String> nameIn(FaultStage stage) {
    String name = stage == FaultStage.VIRTUAL_TIME ? virtualName : processName;
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** Returns the faults that can be injected somewhere, in their order. */
  public static List<FaultKind> in(FaultStage stage) {
    return Arrays.stream(values()).filter(kind -> kind.nameIn(stage).isPresent()).toList();
  }
}
