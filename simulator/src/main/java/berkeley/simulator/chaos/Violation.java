package berkeley.simulator.chaos;

/** Ends a run at once: something was seen that must never be. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  Violation(Kind kind, String what, Object... values) {
    super(what.formatted(values));
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
