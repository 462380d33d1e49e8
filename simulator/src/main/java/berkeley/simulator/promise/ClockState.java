package berkeley.simulator.promise;

/** What a node says of its clock in a reading. */
public enum ClockState {
  /** Not synchronised in its present life: shows neither a time nor an interval. */
  NEWCOMER(false, false),
  /** Corrected by a master of late. */
  SYNCHRONISED(true, true),
  /** Synchronised once, and without a master now. */
  HOLDOVER(true, true),
  /** Knows that it slept or that its counter cannot be relied on. */
  SUSPENDED(true, false),
  /** A correction missed its own interval, which is withdrawn until others restore it. */
  CONTRADICTED(false, false);

  private final boolean mayGiveInterval;
  private final boolean corrected;

  ClockState(boolean mayGiveInterval, boolean corrected) {
    this.mayGiveInterval = mayGiveInterval;
    this.corrected = corrected;
  }

  /** Returns whether a reading in this state may contain an interval. */
  boolean mayGiveInterval() {
    return mayGiveInterval;
  }

  /** Returns whether a reading in this state has a time, and the mastership that it comes from. */
  boolean isCorrected() {
    return corrected;
  }
}
