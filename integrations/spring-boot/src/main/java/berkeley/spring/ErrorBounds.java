package berkeley.spring;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import java.time.Duration;

/** Error bounds of clocks, as the properties have them. */
public final class ErrorBounds {

  private ErrorBounds() {}

  /**
   * Measures how uncertain cluster time is to a node.
   *
   * @param clock the node's
   * @return half of the width of the interval that contains cluster time now
   * @throws java.time.DateTimeException if the node is a newcomer, or has no interval at the moment
   */
  public static Duration of(SynchronizedClock clock) {
    TimeInterval interval = clock.interval();
    return Duration.between(interval.earliest(), interval.latest()).dividedBy(2);
  }
}
