package berkeley.spring;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Error bounds of clocks, as the properties have them. */
public final class ErrorBounds {

  private ErrorBounds() {}

  /**
   * Measures how far a node's time may be from cluster time, as {@link
   * SynchronizedClock#awaitBound} does.
   *
   * @param clock the node's
   * @return a duration, 0 or more; empty if the node is a newcomer, or has no interval at the
   *     moment
   */
  public static Optional<Duration> of(SynchronizedClock clock) {
    try {
      return Optional.of(clock.now()).filter(TimeReading::hasInterval).map(ErrorBounds::of);
    } catch (DateTimeException e) {
      return Optional.empty(); // a newcomer
    }
  }

  private static Duration of(TimeReading now) {
    long behind = now.timeNanos() - now.earliestNanos();
    long ahead = now.latestNanos() - now.timeNanos();
    return Duration.ofNanos(Math.max(behind, ahead));
  }
}
