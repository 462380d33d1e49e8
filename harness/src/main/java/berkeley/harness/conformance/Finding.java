package berkeley.harness.conformance;

/**
 * One thing that was found out.
 *
 * @param kind whether it is as it should be
 * @param subject the part of the contract that was tried, in a word or two
 * @param sentence what was seen, and for a fault what was wanted and what to change
 */
public record Finding(Kind kind, String subject, String sentence) {

  /** Whether something is as it should be. */
  public enum Kind {
    /** As the contract has it. */
    KEPT,
    /** Allowed, and worth knowing. */
    NOTE,
    /** Against the contract. */
    BROKEN,
    /** Not tried, since something else is wrong. */
    UNTRIED
  }

  /** Returns what is as it should be. */
  public static Finding kept(String subject, String sentence) {
    return new Finding(Kind.KEPT, subject, sentence);
  }

  /** Returns what is allowed and worth knowing. */
  public static Finding note(String subject, String sentence) {
    return new Finding(Kind.NOTE, subject, sentence);
  }

  /** Returns what is against the contract. */
  public static Finding broken(String subject, String sentence) {
    return new Finding(Kind.BROKEN, subject, sentence);
  }

  /** Returns what was not tried. */
  public static Finding untried(String subject, String sentence) {
    return new Finding(Kind.UNTRIED, subject, sentence);
  }
}
