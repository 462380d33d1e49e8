package berkeley.harness.console;

/**
 * Ends a command with one line on stderr and an exit code. The line tells what was found, what was
 * wanted and what to do next.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One of {@link ExitCode}. */
  private final int exitCode;

  private CommandFailure(int exitCode, String line, Throwable cause) {
    super(line, cause);
    this.exitCode = exitCode;
  }

  /** Returns a failure for something that is needed and not there; exit code 3. */
  public static CommandFailure missing(String line) {
    return new CommandFailure(ExitCode.MISSING, line, null);
  }

  /** Returns a failure for something that is needed and not there; exit code 3. */
  public static CommandFailure missing(String line, Throwable cause) {
    return new CommandFailure(ExitCode.MISSING, line, cause);
  }

  /** Returns a failure for wrong usage that the arguments alone do not show; exit code 2. */
  public static CommandFailure usage(String line) {
    return new CommandFailure(ExitCode.USAGE, line, null);
  }

  /** Returns a failure for a command that ran and did not reach its aim; exit code 1. */
  public static CommandFailure aimMissed(String line) {
    return new CommandFailure(ExitCode.AIM_MISSED, line, null);
  }

  /** Returns the exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
