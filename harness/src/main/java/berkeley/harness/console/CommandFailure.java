package berkeley.harness.console;

/**
 * Ends a command with one line on stderr and an exit code. The line says what was found, what was
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

  /** Something that the command needs is not there; exit code 3. */
  public static CommandFailure missing(String line) {
    return new CommandFailure(ExitCode.MISSING, line, null);
  }

  /** Something that the command needs is not there; exit code 3. */
  public static CommandFailure missing(String line, Throwable cause) {
    return new CommandFailure(ExitCode.MISSING, line, cause);
  }

  /** Wrong usage, found out later than from the arguments alone; exit code 2. */
  public static CommandFailure usage(String line) {
    return new CommandFailure(ExitCode.USAGE, line, null);
  }

  /** It ran and did not reach its aim; exit code 1. */
  public static CommandFailure aimMissed(String line) {
    return new CommandFailure(ExitCode.AIM_MISSED, line, null);
  }

  /** How the process is to end. */
  public int exitCode() {
    return exitCode;
  }
}
