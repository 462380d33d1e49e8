package berkeley.harness.chaos;

import java.util.Locale;

/** What can go wrong. */
enum FaultKind {
  /** Slaves die and come back under their names. */
  KILL(2_000, 4_000),
  /** Slaves are stopped and go on later. */
  FREEZE(2_000, 5_000),
  /** The master dies and comes back under its name. */
  KILL_MASTER(3_000, 5_000),
  /** The master is stopped and goes on later, when another leads. */
  FREEZE_MASTER(3_500, 6_000),
  /** Slaves are cut off from all others: their connections break, or fall silent. */
  CUT(3_000, 5_000),
  /** The master is cut off from all others. */
  CUT_MASTER(4_000, 6_000),
  /** What a slave sends no longer arrives, or what is sent to it. */
  ONE_WAY(3_000, 5_000),
  /** A slave answers with a time that is wrong by an hour or so. */
  LIE(4_000, 6_000),
  /** A slave's oscillator becomes wrong by 500 ppm, and stays so. */
  DRIFT(8_000, 8_000),
  /** Newcomers join; later some leave in good order and some die. */
  JOINS(5_000, 7_000),
  /** So many are stopped that the rest is no majority: it must hold over. */
  MAJORITY(6_000, 8_000),
  /** The registry dies; a new one comes to its port. */
  REGISTRY(2_000, 4_000),
  /** Busy threads take the processors. */
  HOGS(1_500, 3_000),
  /** Whatever passes between one node and the others is slow, each direction in its own way. */
  DELAY(3_000, 5_000);

  private final int leastMillis;
  private final int mostMillis;

  FaultKind(int leastMillis, int mostMillis) {
    this.leastMillis = leastMillis;
    this.mostMillis = mostMillis;
  }

  /** The shortest that it lasts. */
  int leastMillis() {
    return leastMillis;
  }

  /** The longest that it lasts. */
  int mostMillis() {
    return mostMillis;
  }

  /** Whether it takes the master away: then recovery counts from the fault, not from its end. */
  boolean losesMaster() {
    return this == KILL_MASTER || this == FREEZE_MASTER || this == CUT_MASTER;
  }

  /** How it is called in texts and in JSON. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
