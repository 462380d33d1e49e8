package berkeley.recipes.counter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each caller a number of its own that is above all given before, and not below the time that
 * the caller has read.
 *
 * <p>Where callers are quicker than time is fine, the numbers run ahead of it, one for each call,
 * and time catches up later. Lock-free; safe for use by several threads.
 */
public final class RisingCounter {

  private final AtomicLong newest;

  /**
   * Creates a counter.
   *
   * @param newest all numbers will be above it
   */
  public RisingCounter(long newest) {
    this.newest = new AtomicLong(newest);
  }

  /**
   * Gives the next number.
   *
   * @param time what the caller has read
   * @return that, or one above the newest number if that is more
   */
  public long next(long time) {
    while (true) {
      long before = newest.get();
      long next = Math.max(time, before + 1);
      if (newest.compareAndSet(before, next)) {
        return next;
      }
    }
  }

  /** {@return the newest number given, or what it was created with} */
  public long newest() {
    return newest.get();
  }
}
