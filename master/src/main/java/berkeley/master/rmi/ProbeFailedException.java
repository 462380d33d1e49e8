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
  public static final int MAX_REASON_LENGTH = 200;

  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 16;

  ProbeFailedException(String reason) {
    super(oneLine(reason));
  }

  ProbeFailedException(String what, Throwable cause) {
    super(oneLine(what + ": " + describe(cause)), cause);
  }

  /** Why, in one line. */
  public String reason() {
    return getMessage();
  }

  /** The innermost cause; a hostile chain may be endless, so only the first few are followed. */
  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }

  private static String describe(Throwable thrown) {
    try {
      Throwable root = root(thrown);
      String name = root.getClass().getSimpleName();
      return root.getMessage() == null ? name : name + ": " + root.getMessage();
    } catch (RuntimeException e) {
      return "%s, which cannot be read (%s)"
          .formatted(thrown.getClass().getSimpleName(), e.getClass().getSimpleName());
    }
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= MAX_REASON_LENGTH
        ? line
        : line.substring(0, MAX_REASON_LENGTH - 3) + "...";
  }
}
