package berkeley.master;

/** Thrown where a majority of the members contradicts their master: its counter has gone wrong. */
public final class OverruledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message how many contradict
   */
  public OverruledException(String message) {
    super(message);
  }
}
