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
    setUnlessGiven("info");
  }

  /**
   * Sets the level of a simulation, ERROR, unless a level was given: what simulated nodes warn of
   * is what they are put through, and the result tells it.
   */
  public static void ofSimulation() {
    setUnlessGiven("error");
  }

  private static void setUnlessGiven(String level) {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, level);
    }
  }
}
