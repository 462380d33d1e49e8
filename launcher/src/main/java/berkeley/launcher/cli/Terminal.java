package berkeley.launcher.cli;

/** What is at the other end of stdout: the script tells, because a JVM cannot find out reliably. */
public final class Terminal {

  private Terminal() {}

  /** Returns whether stdout is a terminal on which a cursor can move. */
  public static boolean isInteractive() {
    return Boolean.getBoolean("berkeley.terminal");
  }

  /** Returns whether colours are wanted: on a terminal, unless NO_COLOR is set (no-color.org). */
  public static boolean hasColours() {
    return Boolean.getBoolean("berkeley.colours");
  }
}
