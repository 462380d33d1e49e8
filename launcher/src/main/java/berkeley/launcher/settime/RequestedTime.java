package berkeley.launcher.settime;

import berkeley.api.SynchronizedClock;
import berkeley.simulator.text.Units;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongSupplier;

/** What time an operator asks for: an instant that it is to be now, or a difference. */
public sealed interface RequestedTime {

  /**
   * Returns what has to be added to the time, in nanoseconds.
   *
   * @param nowNanos tells what time it is, nanoseconds since the Unix epoch
   * @throws ArithmeticException if that is more than 292 years
   */
  long changeNanos(LongSupplier nowNanos);

  /**
   * The time that it is to be now.
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
   * A difference to the time that it is.
   *
   * @param nanos to be added
   */
  record By(long nanos) implements RequestedTime {
    @Override
    public long changeNanos(LongSupplier nowNanos) {
      return nanos;
    }
  }

  /**
   * Reads {@code 2026-11-22T12:00:00Z}, {@code +2s} or {@code -250ms}.
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
