package berkeley.launcher.cli;

/**
 * How much a command logs. To be called before the command touches a class that logs: the logging
 * back end reads its settings once.
 */
public final class LogLevel {

  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private LogLevel() {}

  /** For a node: a line for whatever an operator can act on. Whoever gave a level keeps it. */
  public static void ofNode() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "info");
    }
  }
}
