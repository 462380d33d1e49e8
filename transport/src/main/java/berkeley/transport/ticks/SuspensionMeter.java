package berkeley.transport.ticks;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Measures for how long the host has been suspended, by two clocks of the kernel of which one
 * counts suspensions and the other does not.
 *
 * <p>Their difference changes in nothing but a suspension: whatever steers the one steers the
 * other. To measure it takes three readings, so that a thread that loses the processor in between
 * finds out. Most of the time one reading is enough: if the clock that counts suspensions has gone
 * as far as the node's own counter, up to what steering may have added in the tenth of a second
 * since the newest measurement, the host was not suspended for longer than that.
 *
 * <p>Safe for use by several threads; takes no lock.
 */
final class SuspensionMeter {

  private static final long MEASURED_EACH_NANOS = 100_000_000;

  /** Steering changes a rate by a tenth at most, see adjtimex(2). */
  private static final int STEERED_PART = 8;

  /** Smaller differences are of the measurement. */
  private static final long RESOLUTION_NANOS = 1_000_000;

  /** How far the first and the last reading of a good measurement lie apart. */
  private static final long GOOD_NANOS = 20_000;

  private static final int TRIES = 64;

  private final LongSupplier monotonic;
  private final LongSupplier boot;
  private final AtomicReference<Measurement> newest;

  /**
   * A measurement.
   *
   * @param ticks the node's counter
   * @param boot the clock that counts suspensions, at those ticks
   * @param difference between the two clocks, in nanoseconds
   * @param total for how long the host has been suspended
   */
  private record Measurement(long ticks, long boot, long difference, long total) {}

  /**
   * Creates a meter that says 0.
   *
   * @param ticks the node's counter now
   * @param monotonic the clock that stands still in suspension
   * @param boot the same clock with all suspensions
   */
  SuspensionMeter(long ticks, LongSupplier monotonic, LongSupplier boot) {
    this.monotonic = monotonic;
    this.boot = boot;
    this.newest = new AtomicReference<>(new Measurement(ticks, boot.getAsLong(), difference(), 0));
  }

  /**
   * Returns for how long the host has been suspended since this meter was created, in nanoseconds;
   * never less than before.
   *
   * @param ticks the node's counter, read just before
   */
  long totalAt(long ticks) {
    Measurement last = requireNonNull(newest.get());
    long gone = ticks - last.ticks;
    long bootNow = boot.getAsLong();
    long more = bootNow - last.boot - gone;
    if (gone < MEASURED_EACH_NANOS && more < RESOLUTION_NANOS + gone / STEERED_PART) {
      return last.total;
    }
    return measured(last, ticks, bootNow);
  }

  private long measured(Measurement last, long ticks, long bootNow) {
    long difference = difference();
    long suspended = difference - last.difference;
    // What is too small to be told is kept, so that it is told once it has added up.
    boolean told = suspended >= RESOLUTION_NANOS;
    Measurement next =
        new Measurement(
            ticks,
            bootNow,
            told ? difference : last.difference,
            told ? last.total + suspended : last.total);
    // Where another thread has measured meanwhile, its measurement is as good.
    return newest.compareAndSet(last, next) ? next.total : requireNonNull(newest.get()).total;
  }

  /**
   * Returns by how much the clock with suspensions is ahead of the other: at most by too little, by
   * as much as the best two of its readings lie apart.
   */
  private long difference() {
    long best = Long.MIN_VALUE;
    long gap = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && gap > GOOD_NANOS; i++) {
      long with = boot.getAsLong();
      long without = monotonic.getAsLong();
      best = Math.max(best, with - without);
      gap = boot.getAsLong() - with;
    }
    return best;
  }
}
