package berkeley.master;

/**
 * The steps in which a clock counts, learnt from its readings.
 *
 * <p>A clock that answers {@code System.currentTimeMillis() * 1_000_000} is up to a millisecond
 * behind what it says it is. Its readings show it: all are multiples of a million. A clock is taken
 * to count in the largest power of ten that divides every reading so far. Ten readings of a
 * nanosecond clock all divisible by 1,000 happen once in 10^30 cases; one such reading in 1,000, so
 * the first few samples of a clock can be thought coarser than they are, never finer. Not safe for
 * use by several threads.
 */
public final class Granularity {

  private static final long COARSEST_NANOS = 1_000_000_000L;

  private long stepNanos = COARSEST_NANOS;

  /** Records a reading. */
  public void seen(long readingNanos) {
    while (stepNanos > 1 && readingNanos % stepNanos != 0) {
      stepNanos /= 10;
    }
  }

  /** Returns by how much a reading may lie below its true time, in nanoseconds, at least 1. */
  public long nanos() {
    return stepNanos;
  }
}
