package berkeley.simulator.chaos;

/** Ends a run at once: something was seen that must never be. */
final class ViolationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final InvariantKind kind;

  ViolationException(InvariantKind kind, String what, Object... values) {
    super(what.formatted(values));
    this.kind = kind;
  }

  InvariantKind kind() {
    return kind;
  }
}
