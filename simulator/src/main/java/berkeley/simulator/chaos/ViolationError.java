package berkeley.simulator.chaos;

/**
 * Ends a run at once: something was seen that must never be. An error and no exception, so that no
 * driver that outlives its listeners' failures takes it for one of them.
 */
final class ViolationError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final InvariantKind kind;

  ViolationError(InvariantKind kind, String what, Object... values) {
    super(what.formatted(values));
    this.kind = kind;
  }

  InvariantKind kind() {
    return kind;
  }
}
