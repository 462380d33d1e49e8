package berkeley.master;

import berkeley.api.environment.ClockLimits;

/**
 * Where a member's clock should be, by what it has said of itself and what it was told: at the
 * master's time, or on its way there from where it was. What was merely measured does not count: a
 * clock that is wrong would soon be expected to be. Not safe for use by several threads.
 */
final class Expectation {

  /** Some 70 years: nothing is known. */
  private static final long ANYTHING = Long.MAX_VALUE / 4;

  private final double driftAllowance;
  private long low = -ANYTHING;
  private long high = ANYTHING;
  private long atTicks;

  /**
   * Expects anything.
   *
   * @param limits how far the rate of cluster time may be off that of a counter
   */
  Expectation(ClockLimits limits) {
    this.driftAllowance = limits.unmeasuredRateRatio();
  }

  /** Expects it to be within a bound of the master's time. */
  void within(long boundNanos, long nowTicks) {
    long bound = Math.min(ANYTHING, boundNanos);
    low = -bound;
    high = bound;
    atTicks = nowTicks;
  }

  /**
   * Expects it to be on its way.
   *
   * @param offsetNanos where it was when it was corrected
   * @param boundNanos how far that may be wrong
   */
  void onItsWay(long offsetNanos, long boundNanos, long nowTicks) {
    within(boundNanos, nowTicks);
    low = Math.min(low, NanosMath.subtract(offsetNanos, boundNanos));
    high = Math.max(high, NanosMath.add(offsetNanos, boundNanos));
  }

  /**
   * Expects it to be on its way, or where it was expected before: nobody knows whether it heard.
   */
  void perhapsOnItsWay(long offsetNanos, long boundNanos, long nowTicks) {
    long drift = driftSince(nowTicks);
    long lowBefore = NanosMath.subtract(low, drift);
    long highBefore = NanosMath.add(high, drift);
    onItsWay(offsetNanos, boundNanos, nowTicks);
    low = Math.min(low, lowBefore);
    high = Math.max(high, highBefore);
  }

  /**
   * Returns whether a measurement is what was expected.
   *
   * @param offsetNanos its offset against the master's line
   * @param measuredNanos how far off that may be, by the way it was measured alone: the master's
   *     own doubt would hide a master that has gone wrong
   */
  boolean explains(long offsetNanos, long measuredNanos, long nowTicks) {
    long drift = driftSince(nowTicks);
    long least = NanosMath.subtract(offsetNanos, measuredNanos);
    long most = NanosMath.add(offsetNanos, measuredNanos);
    return least <= NanosMath.add(high, drift) && NanosMath.subtract(low, drift) <= most;
  }

  private long driftSince(long nowTicks) {
    return (long) (driftAllowance * Math.max(0, nowTicks - atTicks));
  }
}
