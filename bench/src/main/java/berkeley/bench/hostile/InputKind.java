package berkeley.bench.hostile;

/** The kinds of hostile input, and the percentage of each. */
enum InputKind {
  /** Random bytes, some after a valid beginning. */
  RANDOM(25),
  /** A valid connection that ends too early. */
  TRUNCATED(25),
  /** A valid connection with some bytes changed, removed or inserted. */
  MUTATED(35),
  /** A call with a foreign object as argument. */
  FOREIGN(8),
  /** A call with deeply nested objects. */
  DEEP(5),
  /** A call with a string that is never complete. */
  LONG_STRING(2);

  private final int share;

  InputKind(int share) {
    this.share = share;
  }

  /** Returns whether it is made from a recorded call. */
  boolean isForged() {
    return this == FOREIGN || this == DEEP || this == LONG_STRING;
  }

  /**
   * Returns a kind by a random number.
   *
   * @param lot 0 to 99
   */
  static InputKind by(int lot) {
    int sum = 0;
    for (InputKind kind : values()) {
      sum += kind.share;
      if (lot < sum) {
        return kind;
      }
    }
    throw new IllegalArgumentException("lot: %d is not in 0..99".formatted(lot));
  }
}
