package berkeley.simulator.chaos;

/** What the oracle watches: the four invariants of every test, and what an election promises. */
enum InvariantKind {
  /** Cluster time is within the reported bound. */
  CONTAINMENT("containment"),
  /** Nobody who has been synchronised sees time go back. */
  MONOTONICITY("monotonicity"),
  /** Nobody applies a correction of an older term, or of a second master in one term. */
  OBEDIENCE("obedience"),
  /** A clock runs no faster or slower than declared. */
  SLEW("slew"),
  /** No round moves the cluster farther than the honest clocks reach. */
  SHIFT("shift"),
  /** Never two masters in one term. */
  SAFETY("election"),
  /** When faults stop there is a master soon, and all are synchronised. */
  LIVENESS("liveness"),
  /** Nothing fails that is not meant to. */
  FAILURE("failure");

  final String text;

  InvariantKind(String text) {
    this.text = text;
  }
}
