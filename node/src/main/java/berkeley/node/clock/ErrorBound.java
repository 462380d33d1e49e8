package berkeley.node.clock;

/**
 * A bound of the distance of cluster time from the line that estimates it, and of its growth.
 *
 * <p>At {@code ticksNanos}, cluster time minus the estimate was between {@code lowNanos} and {@code
 * highNanos}. Since then the two rates may have differed by {@code rateRatio} at most, and that
 * difference may have grown by {@code wanderPerSecond} in each second.
 *
 * @param ticksNanos when the bound was established, local ticks
 * @param lowNanos the least that cluster time was ahead of the estimate; usually negative
 * @param highNanos the most that it was ahead; not below {@code lowNanos}
 * @param rateRatio upper bound of the difference in rate, a ratio, 0 or more
 * @param wanderPerSecond by how much that bound grows in a second, a ratio per second, 0 or more
 */
public record ErrorBound(
    long ticksNanos, long lowNanos, long highNanos, double rateRatio, double wanderPerSecond) {

  /** The bound of a clock that has never been corrected, in nanoseconds. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** The bound of the master's own clock. */
  public static final ErrorBound NONE = new ErrorBound(0, 0, 0, 0, 0);

  /** Returns the bound of a clock about which nothing is known, some 70 years either way. */
  public static ErrorBound unknownFrom(long ticks) {
    return new ErrorBound(ticks, -UNBOUNDED / 4, UNBOUNDED / 4, 0, 0);
  }

  /** Returns by how much both sides have grown at the given ticks, in nanoseconds. */
  public long growthNanos(long ticks) {
    double elapsed = Math.max(0, ticks - ticksNanos);
    return (long) Math.ceil(elapsed * (rateRatio + wanderPerSecond * (elapsed * 1e-9) / 2));
  }

  /** Returns the lower bound of cluster time minus the estimate at the given ticks. */
  public long lowAt(long ticks) {
    return lowNanos - growthNanos(ticks);
  }

  /** Returns the upper bound of cluster time minus the estimate at the given ticks. */
  public long highAt(long ticks) {
    return highNanos + growthNanos(ticks);
  }

  /** Returns the same bound relative to an estimate that is earlier by the given nanoseconds. */
  public ErrorBound shiftedBy(long nanos) {
    return new ErrorBound(
        ticksNanos, lowNanos + nanos, highNanos + nanos, rateRatio, wanderPerSecond);
  }
}
