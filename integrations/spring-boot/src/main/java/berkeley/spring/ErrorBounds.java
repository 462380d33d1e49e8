package berkeley.spring;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import java.time.Duration;

/** Error bounds of clocks, as the properties have them. */
public final class ErrorBounds {

  private ErrorBounds() {}

  /**
   * Returns half of the width of the interval that contains cluster time.
   *
   * @throws java.time.DateTimeException if the node is a newcomer
   */
  public static Duration of(SynchronizedClock clock) {
    TimeInterval interval = clock.interval();
    return Duration.between(interval.earliest(), interval.latest()).dividedBy(2);
  }
}
