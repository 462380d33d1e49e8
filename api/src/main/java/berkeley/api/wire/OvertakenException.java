package berkeley.api.wire;

/**
 * Thrown by {@link ClockRemote#adjust} for a correction that came after a later one of the same
 * mastership, or for the second time. It was not applied; its sender goes on leading.
 */
public final class OvertakenException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was overtaken, and by what
   */
  public OvertakenException(String message) {
    super(message);
  }
}
