package berkeley.recipes.id;

import berkeley.api.SynchronizedClock;
import java.time.DateTimeException;

/** The times for which there are ids. */
final class TimeRange {

  private TimeRange() {}

  static long requireSince1970(long epochNanos) {
    return requireFrom(0, epochNanos);
  }

  /** Returns the second time, if it is not before the first. */
  static long requireFrom(long first, long epochNanos) {
    if (epochNanos < first) {
      throw new DateTimeException(
          "there are no ids before %s, and it is %s; set the cluster's time"
              .formatted(
                  SynchronizedClock.toInstant(first), SynchronizedClock.toInstant(epochNanos)));
    }
    return epochNanos;
  }
}
