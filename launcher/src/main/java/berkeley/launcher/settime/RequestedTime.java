package berkeley.launcher.settime;

import berkeley.api.SynchronizedClock;
import berkeley.simulator.text.Units;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The time that an operator requests: the new present time, or a difference. */
public sealed interface RequestedTime {

  /**
   * Returns what has to be added to the time, in nanoseconds.
   *
   * @param nowNanos the present time, nanoseconds since the Unix epoch
   * @throws ArithmeticException if that is more than 292 years
   */
  long changeNanos(LongSupplier nowNanos);

  /**
   * The new present time.
   *
   * @param epochNanos nanoseconds since the Unix epoch
   */
  record At(long epochNanos) implements RequestedTime {
    @Override
    public long changeNanos(LongSupplier nowNanos) {
      return Math.subtractExact(epochNanos, nowNanos.getAsLong());
    }
  }

  /**
   * A difference to the present time.
   *
   * @param nanos what to add, in nanoseconds
   */
  record By(long nanos) implements RequestedTime {
    @Override
    public long changeNanos(LongSupplier nowNanos) {
      return nanos;
    }
  }

  /**
   * Parses {@code 2026-11-22T12:00:00Z}, {@code +2s} or {@code -250ms}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static RequestedTime parse(String text) {
    if (text.startsWith("+") || text.startsWith("-")) {
      return new By(Units.duration(text).toNanos());
    }
    try {
      return new At(SynchronizedClock.toNanos(Instant.parse(text)));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'%s' is no time; write an instant, 2026-11-22T12:00:00Z, or a difference with its sign, +2s, -250ms"
              .formatted(text),
          e);
    }
  }
}
