package berkeley.api.environment;

/**
 * The monotonic counter that a node's clock runs on, in nanoseconds from an arbitrary origin.
 *
 * <p>There are two readings of it. The host's counter is shared by all that happens on the host:
 * messages are stamped by it and {@code status} shows it. The node's own counter is a function of
 * it: the same, unless the node is to run on a worse oscillator than its host has.
 *
 * <p>Neither may ever fall, nor stop while the host runs. Safe for use by several threads, without
 * locks: readers of the clock call it each time.
 */
@FunctionalInterface
public interface Ticks {

  /** In place of a time of suspension that the host cannot tell. */
  long NOT_TOLD = -1;

  /** The source of a counter of which nothing else is known. */
  String UNKNOWN_SOURCE = "unknown";

  /**
   * Reads the host's counter; what stamps this process's messages has to read the same.
   *
   * @return nanoseconds from an arbitrary origin; never falls, but may wrap
   */
  long hostNanos();

  /**
   * Converts a reading of the host's counter into what the node's own shows at that instant.
   *
   * @param hostNanos a reading of the host's counter
   * @return nanoseconds; never falls where {@code hostNanos} does not
   */
  default long at(long hostNanos) {
    return hostNanos;
  }

  /**
   * Returns for how long the host has been suspended since some instant before, while its counter
   * stood still. Only differences of two such values mean anything; those below a millisecond are
   * left out.
   *
   * @param hostNanos the host's counter now
   * @return nanoseconds, 0 or more and never less than before; {@link #NOT_TOLD} where the host
   *     cannot tell a suspension from a wall clock that was set
   */
  default long suspendedNanos(long hostNanos) {
    return NOT_TOLD;
  }

  /**
   * Names the host's counter, for operators and for whoever compares two nodes of one host.
   *
   * @return 1 to 64 letters, digits, dots, dashes and underscores; {@link #UNKNOWN_SOURCE} where
   *     nothing else is known
   */
  default String source() {
    return UNKNOWN_SOURCE;
  }
}
