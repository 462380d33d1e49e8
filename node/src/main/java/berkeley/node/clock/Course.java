package berkeley.node.clock;

/**
 * Where a clock should go: a line that estimates cluster time, how far it may be off, and how fast
 * the clock may move towards it.
 *
 * @param estimate cluster time as a function of local ticks
 * @param bound how far cluster time may lie from the estimate
 * @param maxSlewRatio how much faster or slower than cluster time the clock may run, a ratio
 * @param horizonNanos within what time a difference is used up if the slew limit allows it
 */
public record Course(Line estimate, ErrorBound bound, double maxSlewRatio, long horizonNanos) {

  /** Some 70 years: ticks farther apart than four times this no longer compare. */
  private static final double LONGEST_SLEW_NANOS = 1L << 61;

  /**
   * The slew that continues the clock at the knee and joins the estimate. The limit is one against
   * cluster time, and the estimate's own rate may be off: what it may be off by is left unused, up
   * to three quarters of the limit, so that a clock makes headway before its rate is known.
   */
  Line slewFrom(long kneeTicks, long kneeTime) {
    double difference = estimate.at(kneeTicks) - kneeTime;
    double wanted = difference / horizonNanos;
    double limit = Math.max(maxSlewRatio / 4, maxSlewRatio - bound.rateRatio());
    double slew = Math.max(-limit, Math.min(limit, wanted));
    return new Line(kneeTicks, kneeTime, estimate.rateRatio() + slew);
  }

  /**
   * The line after the slew: the estimate's rate from where the slew has used up the difference. A
   * difference of centuries is not used up in a lifetime; that slew is taken to end after some 70
   * years.
   */
  Line steadyAfter(Line slew) {
    double slewRatio = slew.rateRatio() - estimate.rateRatio();
    long difference = estimate.at(slew.ticksNanos()) - slew.timeNanos();
    double lasts = difference == 0 ? 0 : Math.ceil(difference / slewRatio);
    long end = slew.ticksNanos() + (long) Math.min(LONGEST_SLEW_NANOS, lasts);
    return new Line(end, slew.at(end), estimate.rateRatio());
  }
}
