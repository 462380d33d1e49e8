package berkeley.bench.foreign;

/** A clock under comparison, as its user would read it. Safe for several threads. */
interface ForeignClock extends AutoCloseable {
  /** What it shows, in nanoseconds since the Unix epoch. */
  long nanos();

  /** Whether it only knows whole milliseconds. */
  boolean isInMillis();

  /**
   * Sets the host's clock beneath it forward at once, or back.
   *
   * @throws UnsupportedOperationException if the clock beneath is the system's own
   */
  void step(long nanos);

  /**
   * Has it answer others with a time that is so far ahead of what it shows; 0 for the truth.
   *
   * @throws UnsupportedOperationException if no other clock asks it
   */
  default void lie(long nanos) {
    throw new UnsupportedOperationException("nobody asks this clock");
  }

  @Override
  default void close() {}
}
