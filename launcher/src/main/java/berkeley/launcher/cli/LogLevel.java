package berkeley.launcher.cli;

/**
 * Sets the level of a command's log. To be called before a class that logs is loaded: the logging
 * back end reads its settings once.
 */
public final class LogLevel {

  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private LogLevel() {}

  /** Sets the level of a node, INFO, unless a level was given. */
  public static void ofNode() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "info");
    }
  }
}
