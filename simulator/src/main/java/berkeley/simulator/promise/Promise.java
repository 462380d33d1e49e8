package berkeley.simulator.promise;

import java.util.Locale;

/** What is promised of cluster time, by number. */
public enum Promise {
  /** Every interval contains its epoch's cluster time at the instant of the reading. */
  CONTAINMENT(1),
  /** Time, interval, state and mastership of a reading fit together. */
  ONE_READING(2),
  /** In one life neither node time, nor the earliest edge, nor an answer of isPast goes back. */
  MONOTONICITY(3),
  /** After a wait for a stamp, every later reading's latest is above the stamp. */
  COMMIT_WAIT(4),
  /** An adjustment that was accepted was applied in that life, once, and none of an older term. */
  FENCING(5),
  /** At no instant do two masterships hold a lease. */
  DISJOINT_LEASES(6),
  /** Intervals are back to their usual width in a declared time after the last fault. */
  RECOVERY(7),
  /** Cluster time and node time run within their declared rates. */
  RATES(8);

  private final int number;

  Promise(int number) {
    this.number = number;
  }

  /** Returns the promise's number, 1 to 8. */
  public int number() {
    return number;
  }

  /** Returns the name in texts and JSON: lower case, words joined by an underscore. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
