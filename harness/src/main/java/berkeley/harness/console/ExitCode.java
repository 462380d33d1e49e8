package berkeley.harness.console;

/** The exit codes of commands. */
public final class ExitCode {

  /** It did what was asked. */
  public static final int DONE = 0;

  /** It ran and did not reach its aim. */
  public static final int AIM_MISSED = 1;

  /** The arguments were wrong. */
  public static final int USAGE = 2;

  /** Something it needs is not there: a registry, a port, a file. */
  public static final int MISSING = 3;

  private ExitCode() {}
}
