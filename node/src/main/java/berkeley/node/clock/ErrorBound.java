package berkeley.node.clock;

/**
 * A bound of the distance of cluster time from the line that estimates it, and how it changes.
 *
 * <p>At {@code ticksNanos}, cluster time minus the estimate was between {@code lowNanos} and {@code
 * highNanos}. From then until {@code goodUntilTicks} the two rates differ by {@code rateRatio} at
 * most, and that difference grows by {@code wanderPerSecond} in each second; afterwards somebody
 * else may lead, and they differ by {@code laterRateRatio} at most. Both laws stand in one value,
 * so no reader depends on a timer that publishes the second one.
 *
 * <p>A master's bound is the doubt of its takeover, which runs to zero at {@code glideRatio} for as
 * long as its lease lasts.
 *
 * @param ticksNanos when the bound was established, local ticks
 * @param lowNanos the least that cluster time was ahead of the estimate; usually negative
 * @param highNanos the most that it was ahead; not below {@code lowNanos}
 * @param rateRatio upper bound of the difference in rate until {@code goodUntilTicks}, 0 or more
 * @param wanderPerSecond by how much that grows in a second, a ratio per second, 0 or more
 * @param goodUntilTicks until when these two hold, local ticks
 * @param laterRateRatio upper bound of the difference in rate afterwards, 0 or more
 * @param glideRatio by how much both sides shrink until {@code goodUntilTicks}, a ratio; above 0
 *     only where {@code lowNanos} is not above and {@code highNanos} not below zero
 */
public record ErrorBound(
    long ticksNanos,
    long lowNanos,
    long highNanos,
    double rateRatio,
    double wanderPerSecond,
    long goodUntilTicks,
    double laterRateRatio,
    double glideRatio) {

  /** The bound of a clock that has never been corrected, in nanoseconds. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** Some 70 years of ticks: what holds for so long holds for good. */
  public static final long FOR_GOOD_NANOS = Long.MAX_VALUE / 4;

  /** The bound of a line that is cluster time by definition. */
  public static final ErrorBound NONE = new ErrorBound(0, 0, 0, 0, 0);

  /** Creates a bound whose rate holds for good. */
  public ErrorBound(
      long ticksNanos, long lowNanos, long highNanos, double rateRatio, double wanderPerSecond) {
    this(
        ticksNanos,
        lowNanos,
        highNanos,
        rateRatio,
        wanderPerSecond,
        ticksNanos + FOR_GOOD_NANOS,
        rateRatio,
        0);
  }

  /** Returns the bound of a clock about which nothing is known, some 70 years either way. */
  public static ErrorBound unknownFrom(long ticks) {
    return new ErrorBound(ticks, -UNBOUNDED / 4, UNBOUNDED / 4, 0, 0);
  }

  /** Returns whether it says nothing: cluster time may be decades away. */
  public boolean isUnknown() {
    return highNanos - lowNanos >= UNBOUNDED / 4;
  }

  /**
   * Returns the bound of a master about its own line.
   *
   * @param ticks now, local ticks
   * @param doubtNanos how far cluster time is from the line at most
   * @param leaseUntilTicks the end of its lease, local ticks
   * @param laterRateRatio how far the two rates may differ once the lease is over
   * @param glideRatio how fast the doubt runs to zero
   */
  public static ErrorBound ofMaster(
      long ticks, long doubtNanos, long leaseUntilTicks, double laterRateRatio, double glideRatio) {
    return new ErrorBound(
        ticks, -doubtNanos, doubtNanos, 0, 0, leaseUntilTicks, laterRateRatio, glideRatio);
  }

  /** Returns by how much both sides have grown at the given ticks, in nanoseconds. */
  public long growthNanos(long ticks) {
    double elapsed = Math.max(0, ticks - ticksNanos);
    double good = goodWithin(elapsed);
    double grown =
        good * (rateRatio + wanderPerSecond * (good * 1e-9) / 2)
            + (elapsed - good) * laterRateRatio;
    return (long) Math.ceil(grown);
  }

  private double goodWithin(double elapsed) {
    return Math.min(elapsed, Math.max(0, goodUntilTicks - ticksNanos));
  }

  private long glidedNanos(long ticks) {
    return (long) (goodWithin(Math.max(0, ticks - ticksNanos)) * glideRatio);
  }

  /** Returns the lower bound of cluster time minus the estimate at the given ticks. */
  public long lowAt(long ticks) {
    long low = glideRatio == 0 ? lowNanos : Math.min(0, lowNanos + glidedNanos(ticks));
    return low - growthNanos(ticks);
  }

  /** Returns the upper bound of cluster time minus the estimate at the given ticks. */
  public long highAt(long ticks) {
    long high = glideRatio == 0 ? highNanos : Math.max(0, highNanos - glidedNanos(ticks));
    return high + growthNanos(ticks);
  }

  /** Returns the same bound relative to an estimate that is earlier by the given nanoseconds. */
  public ErrorBound shiftedBy(long nanos) {
    return with(ticksNanos, lowNanos + nanos, highNanos + nanos, goodUntilTicks);
  }

  /** Returns this bound with the law of {@code goodUntilTicks} prolonged, or cut short. */
  public ErrorBound goodUntil(long ticks) {
    return with(ticksNanos, lowNanos, highNanos, ticks);
  }

  /**
   * Returns this bound as it is at given ticks, narrowed or widened there to other edges; from then
   * on it changes by the same laws.
   */
  public ErrorBound from(long ticks, long low, long high) {
    return with(ticks, low, high, goodUntilTicks);
  }

  private ErrorBound with(long ticks, long low, long high, long goodUntil) {
    double settled = rateRatio + wanderPerSecond * Math.max(0, ticks - ticksNanos) * 1e-9;
    return new ErrorBound(
        ticks, low, high, settled, wanderPerSecond, goodUntil, laterRateRatio, glideRatio);
  }
}
