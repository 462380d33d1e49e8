package berkeley.master.rmi;

/**
 * One member could not be read in this round; it is no one else's problem.
 *
 * <p>The message is one line, safe to log: a member chooses the text of what it throws, so control
 * characters are taken out and it is cut to {@value #MAX_REASON_LENGTH} characters. The cause is
 * kept as it came.
 */
public final class ProbeFailedException extends Exception {

  /** The longest reason, in characters. */
  public static final int MAX_REASON_LENGTH = OneLine.MAX_LENGTH;

  private static final long serialVersionUID = 1L;

  ProbeFailedException(String reason) {
    super(OneLine.cut(reason));
  }

  ProbeFailedException(String what, Throwable cause) {
    super(OneLine.cut(what + ": " + OneLine.of(cause)), cause);
  }

  /** Why, in one line. */
  public String reason() {
    return getMessage();
  }
}
