package berkeley.master;

import java.time.Duration;

/**
 * How much rarer rounds may become while the members' clocks are good.
 *
 * @param longest the longest time between two rounds, up to 1 hour; zero for a round in each
 *     period. Too long: a clock that fails is noticed late
 * @param boundLimit how far a member's error bound may grow until the next round, 10 us to 1 hour.
 *     Too small: rounds never become rarer; too large: bounds of no use
 */
public record RoundSpacing(Duration longest, Duration boundLimit) {

  /** A round in each period, whatever the bounds are. */
  public static final RoundSpacing STEADY = new RoundSpacing(Duration.ZERO, Duration.ofMillis(1));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public RoundSpacing {
    if (longest.isNegative() || longest.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("longest: %s is not in 0s..1h".formatted(longest));
    }
    if (boundLimit.compareTo(Duration.ofNanos(10_000)) < 0
        || boundLimit.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("boundLimit: %s is not in 10us..1h".formatted(boundLimit));
    }
  }

  /** Returns whether rounds ever become rarer. */
  public boolean lengthens() {
    return !longest.isZero();
  }
}
