package berkeley.recipes.schedule;

import java.time.Duration;

/**
 * When an action may begin.
 *
 * @param maxBound the error bound up to which it begins, 1 us to 1 day. Too small: a short holdover
 *     misses instants; too large: nodes begin further apart than you expect
 * @param maxLate how late it begins at most, 1 ms to 365 days. Too short: a pause of a collector
 *     misses instants; too long: what should have happened together happens hours apart
 */
public record FiringLimits(Duration maxBound, Duration maxLate) {

  /** Begins with a bound of up to 10 ms, and up to a second late. */
  public static final FiringLimits DEFAULT =
      new FiringLimits(Duration.ofMillis(10), Duration.ofSeconds(1));

  /**
   * Checks the ranges.
   *
   * @param maxBound 1 us to 1 day
   * @param maxLate 1 ms to 365 days
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public FiringLimits {
    require("maxBound", maxBound, Duration.ofNanos(1_000), Duration.ofDays(1));
    require("maxLate", maxLate, Duration.ofMillis(1), Duration.ofDays(365));
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s: %s is not in %s..%s".formatted(name, value, least, most));
    }
  }
}
