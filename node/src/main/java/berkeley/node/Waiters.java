package berkeley.node;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Threads that wait for a clock to come to something. Each looks again when time must have brought
 * it there, and whenever the clock is published anew: a bound may have become smaller.
 *
 * <p>Safe for use by several threads; {@link #wake} takes no lock while nobody waits.
 */
final class Waiters {

  private static final long SHORTEST_NANOS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A monitor counts in milliseconds; what is shorter is slept through. */
  private static final long SLEPT_THROUGH_NANOS = 2 * NANOS_PER_MILLI;

  /**
   * Long waits are made of short ones, so that one that is cut short costs little of the timeout.
   */
  private static final long STRIDE_MILLIS = 100;

  /** How many wait; written under this. */
  private volatile int waiting;

  /** How often the clock has been published while somebody waited; guarded by this. */
  private long published;

  /**
   * Waits.
   *
   * @param missing how long it takes at least, in nanoseconds, if nothing is published meanwhile; 0
   *     if it has come
   * @param timeout how long to wait at most
   * @return whether it has come
   */
  boolean await(LongSupplier missing, Duration timeout) throws InterruptedException {
    long leftOfTimeout = TimeUnit.NANOSECONDS.convert(timeout);
    count(1);
    try {
      for (long seen = seen(); ; seen = seen()) {
        long left = missing.getAsLong();
        if (left == 0) {
          return true;
        }
        if (leftOfTimeout <= 0) {
          return false;
        }
        leftOfTimeout -= rest(Math.min(leftOfTimeout, Math.max(SHORTEST_NANOS, left)), seen);
      }
    } finally {
      count(-1);
    }
  }

  /** Rests for so long, or until the clock is published; returns for how long, or a little less. */
  @SuppressWarnings("WaitNotInLoop") // whoever waits looks again in its own loop
  private long rest(long nanos, long seen) throws InterruptedException {
    if (nanos < SLEPT_THROUGH_NANOS) {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return nanos;
    }
    long millis = Math.min(nanos / NANOS_PER_MILLI - 1, STRIDE_MILLIS);
    synchronized (this) {
      if (published == seen) {
        wait(millis);
      }
      return published == seen ? millis * NANOS_PER_MILLI : 0;
    }
  }

  private synchronized long seen() {
    return published;
  }

  private synchronized void count(int more) {
    waiting += more;
  }

  /** Has all that wait look again. */
  void wake() {
    if (waiting > 0) {
      synchronized (this) {
        published++;
        notifyAll();
      }
    }
  }
}
