package berkeley.harness.console;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command with one line on stderr and an exit code. The line tells what was found, what was
 * wanted and what to do next.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String line;

  /** One of {@link ExitCode}. */
  private final int exitCode;

  private CommandFailure(int exitCode, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.line = line;
    this.exitCode = exitCode;
  }

  /** Returns a failure for something that is needed and not there; exit code 3. */
  public static CommandFailure missing(String line) {
    return missing(line, null);
  }

  /** Returns a failure for something that is needed and not there; exit code 3. */
  public static CommandFailure missing(String line, @Nullable Throwable cause) {
    return new CommandFailure(ExitCode.MISSING, line, cause);
  }

  /**
   * Returns a failure for something that is needed and not there, in its own words; exit code 3.
   */
  public static CommandFailure missing(Exception cause) {
    return missing(String.valueOf(cause.getMessage()), cause);
  }

  /** Returns a failure for wrong usage that the arguments alone do not show; exit code 2. */
  public static CommandFailure usage(String line) {
    return new CommandFailure(ExitCode.USAGE, line, null);
  }

  /** Returns a failure for a command that ran and did not reach its aim; exit code 1. */
  public static CommandFailure aimMissed(String line) {
    return new CommandFailure(ExitCode.AIM_MISSED, line, null);
  }

  /**
   * Returns a failure for a command that ran and was refused, in the words of that; exit code 1.
   */
  public static CommandFailure aimMissed(Exception cause) {
    return new CommandFailure(ExitCode.AIM_MISSED, String.valueOf(cause.getMessage()), cause);
  }

  /** Returns the line. */
  public String line() {
    return line;
  }

  /** Returns the exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
