package berkeley.playground.emulation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A method of {@link TimeUnit} since Java 11. Copied there, so {@code this} is one. */
final class TimeUnitMethods {

  /** Longer durations than 292 years do not occur here, so none is cut down to that. */
  public long convert(Duration duration) {
    return ((TimeUnit) (Object) this).convert(duration.toNanos(), TimeUnit.NANOSECONDS);
  }
}
