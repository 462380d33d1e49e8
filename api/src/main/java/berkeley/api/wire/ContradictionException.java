package berkeley.api.wire;

/**
 * Thrown by {@link ClockRemote#adjust} for a correction that cannot be true if what the node knows
 * of cluster time is. It was not applied, and the node gives no interval until two corrections
 * agree: if a majority contradicts its master, the master has gone wrong and gives up; otherwise
 * the node has, and goes by the next correction whatever that says.
 */
public final class ContradictionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what contradicts what
   */
  public ContradictionException(String message) {
    super(message);
  }
}
