package berkeley.bench.hostile;

/** The kinds of hostile input, and how many in a hundred there are of each. */
enum InputKind {
  /** Bytes that mean nothing, some after a proper beginning. */
  RANDOM(25),
  /** A proper connection that ends too early. */
  TRUNCATED(25),
  /** A proper connection with some bytes changed, taken out or put in. */
  MUTATED(35),
  /** A call with a foreign object as argument. */
  FOREIGN(8),
  /** A call with objects in objects in objects. */
  DEEP(5),
  /** A call with a string that does not end. */
  LONG_STRING(2);

  private final int share;

  InputKind(int share) {
    this.share = share;
  }

  /** Whether it takes a recorded call to make one. */
  boolean isForged() {
    return this == FOREIGN || this == DEEP || this == LONG_STRING;
  }

  /**
   * One by lot.
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
