package berkeley.playground.emulation;

import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** Stands in for SLF4J's, which looks for a provider among services: nobody reads logs here. */
public final class EmulatedLoggerFactory {

  private EmulatedLoggerFactory() {}

  /** Returns a logger that writes nothing. */
  public static Logger getLogger(Class<?> type) {
    return NOPLogger.NOP_LOGGER;
  }
}
