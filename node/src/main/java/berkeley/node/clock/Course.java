package berkeley.node.clock;

/**
 * What a clock does from its next knee on: the line that estimates cluster time, the error bound of
 * that, how fast node time may move towards it, and what the clock says of itself.
 *
 * @param estimate cluster time as a function of local ticks
 * @param bound how far cluster time may lie from the estimate
 * @param maxSlewRatio how much faster or slower than cluster time the clock may run, as a ratio
 * @param horizonNanos the time in which a difference is used up if the slew limit allows it, in
 *     nanoseconds
 * @param standing what it says of itself
 */
public record Course(
    Line estimate, ErrorBound bound, double maxSlewRatio, long horizonNanos, Standing standing) {

  /** Some 70 years: ticks farther apart than four times this cannot be compared. */
  private static final double LONGEST_SLEW_NANOS = 1L << 61;

  /**
   * Returns the slew that continues the clock at the knee and leads to the estimate. The limit is
   * relative to cluster time, and the estimate's own rate may be off: a part of the limit as large
   * as that error is left unused, up to three quarters, so that a clock is corrected even before
   * its rate is known.
   */
  Line slewFrom(long kneeTicks, long kneeTime) {
    double difference = estimate.at(kneeTicks) - kneeTime;
    double wanted = difference / horizonNanos;
    double limit = Math.max(maxSlewRatio / 4, maxSlewRatio - bound.rateRatio());
    double slew = Math.max(-limit, Math.min(limit, wanted));
    return new Line(kneeTicks, kneeTime, estimate.rateRatio() + slew);
  }

  /**
   * Returns the line after the slew: the estimate's rate from where the slew has used up the
   * difference. A slew of a difference of centuries is taken to end after some 70 years.
   */
  Line steadyAfter(Line slew) {
    double slewRatio = slew.rateRatio() - estimate.rateRatio();
    long difference = estimate.at(slew.ticksNanos()) - slew.timeNanos();
    double lasts = difference == 0 ? 0 : Math.ceil(difference / slewRatio);
    long end = slew.ticksNanos() + (long) Math.min(LONGEST_SLEW_NANOS, lasts);
    return new Line(end, slew.at(end), estimate.rateRatio());
  }

  /**
   * Returns the course of a clock that is brought forward at once, which counts as a disruption.
   */
  Course broughtForward() {
    return new Course(
        estimate, bound, maxSlewRatio, horizonNanos, standing.disrupted(standing.state()));
  }

  /** Plans the course from a knee on, knowing what the clock and its bound are there. */
  @FunctionalInterface
  public interface Plan {

    /** Returns the course; called anew with a later joint if its publication came too late. */
    Course from(Joint joint);
  }
}
