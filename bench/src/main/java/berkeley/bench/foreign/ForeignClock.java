package berkeley.bench.foreign;

/** A clock under comparison, as its user would read it. Safe for several threads. */
interface ForeignClock extends AutoCloseable {
  /** Returns its time, in nanoseconds since the Unix epoch. */
  long nanos();

  /** Returns whether it has whole milliseconds only. */
  boolean isInMillis();

  /**
   * Steps the host's clock that it is based on forward, or back when negative.
   *
   * @throws UnsupportedOperationException if that is the system's own
   */
  void step(long nanos);

  /**
   * Makes it answer others with a time so far ahead of its own; 0 ends that.
   *
   * @throws UnsupportedOperationException if no other clock asks it
   */
  default void lie(long nanos) {
    throw new UnsupportedOperationException("nobody asks this clock");
  }

  @Override
  default void close() {}
}
