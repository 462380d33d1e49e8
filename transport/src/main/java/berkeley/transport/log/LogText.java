package berkeley.transport.log;

/**
 * Text in one line that is safe to log: whoever throws chooses the message of a failure, so control
 * characters are taken out and it is cut to {@value #MAX_LENGTH} characters.
 */
public final class LogText {

  /** The longest line, in characters. */
  public static final int MAX_LENGTH = 200;

  private static final int MAX_CAUSES = 16;

  private LogText() {}

  /** Returns the innermost cause of a failure: its class and its message. */
  public static String of(Throwable failure) {
    return cut(describe(root(failure)));
  }

  /** Returns the text without control characters, cut to the longest line. */
  public static String cut(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
  }

  /** Returns the innermost of the first few causes: a hostile chain may be endless. */
  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }

  private static String describe(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    try {
      String message = thrown.getMessage();
      return message == null ? name : name + ": " + message;
    } catch (RuntimeException e) {
      return name + ", whose message cannot be read (" + e.getClass().getSimpleName() + ")";
    }
  }
}
