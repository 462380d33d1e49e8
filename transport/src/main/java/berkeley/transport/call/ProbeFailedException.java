package berkeley.transport.call;

import berkeley.transport.log.LogText;

/**
 * One member could not be read in this round; it is no one else's problem.
 *
 * <p>The message is one line, safe to log: a member chooses the text of what it throws, so control
 * characters are taken out and it is cut to {@value #MAX_REASON_LENGTH} characters. The cause is
 * kept as it came.
 */
public final class ProbeFailedException extends Exception {

  /** The longest reason, in characters. */
  public static final int MAX_REASON_LENGTH = LogText.MAX_LENGTH;

  private static final long serialVersionUID = 1L;

  /** A failure for a reason that is safe to log once it is cut. */
  public ProbeFailedException(String reason) {
    super(LogText.cut(reason));
  }

  /** A failure with its cause. */
  public ProbeFailedException(String what, Throwable cause) {
    super(LogText.cut(what + ": " + LogText.of(cause)), cause);
  }

  /** Why, in one line. */
  public String reason() {
    return getMessage();
  }
}
