package berkeley.node.discipline;

/**
 * Sets impossible samples aside, and detects when they show a jump.
 *
 * <p>Problem: a sample is wrong by at most half its rtt, so one that contradicts the prediction by
 * more is either false, or the phase has jumped: a new master, a new time, a suspended host. Idea:
 * set the first one aside; a possible sample after it clears it; a second impossible one in a row
 * proves a jump, if the two agree with each other. The slope between the two tells whether the
 * frequency jumped too; one beyond expectation has to be seen twice. Limits: jumps of less than
 * half an rtt pass, and are followed by the filters.
 */
final class JumpDetector {
  private static final double SURE = 8;

  /** How steady a frequency is that is far beyond what was expected. */
  private static final double STEADY = 1e-2;

  private boolean doubting;
  private long ticks;
  private long cluster;
  private long rtt;
  private boolean sloping;
  private double slope;
  private double slopeDeviation;

  /**
   * Returns whether a measurement lies further from its prediction than its round trip and the
   * prediction's deviation allow.
   */
  static boolean impossible(
      double offNanos, long rttNanos, double deviationNanos, double jitterNanos) {
    return StrictMath.abs(offNanos) > rttNanos / 2.0 + SURE * deviationNanos + jitterNanos;
  }

  /**
   * Returns whether a sample was set aside with which this one agrees, as far as both round trips
   * and a frequency allow: one near none or near the one that was estimated, or one that the last
   * two samples set aside showed as well. A jump between two samples that lie far apart looks like
   * a frequency, but not twice.
   *
   * @param ratio the frequency that was estimated
   * @param deviation how far another one may be from it, or from none
   * @param maxRatio the largest frequency that is plausible at all
   */
  boolean supportedBy(
      long ticksNanos,
      long clusterNanos,
      long rttNanos,
      double ratio,
      double deviation,
      double maxRatio) {
    double span = ticksNanos - ticks;
    if (!doubting || span <= 0) {
      return false;
    }
    double queued = (rtt + rttNanos) / 2.0;
    double off = grownBy(ticksNanos, clusterNanos);
    double near = queued + deviation * span;
    boolean expected = StrictMath.abs(off) <= near || StrictMath.abs(off - ratio * span) <= near;
    boolean steady =
        StrictMath.abs(off - slope * span)
            <= queued + (slopeDeviation + STEADY * StrictMath.abs(slope)) * span;
    return expected || (sloping && steady && StrictMath.abs(off) <= queued + maxRatio * span);
  }

  /** Sets a sample aside, in place of any other. */
  void doubt(long ticksNanos, long clusterNanos, long rttNanos) {
    double span = ticksNanos - ticks;
    sloping = doubting && span > 0;
    if (sloping) {
      slope = slopeTo(ticksNanos, clusterNanos);
      slopeDeviation = (rtt + rttNanos) / 2.0 / span;
    }
    doubting = true;
    ticks = ticksNanos;
    cluster = clusterNanos;
    rtt = rttNanos;
  }

  /** Drops the sample set aside, if any, as false. */
  void clear() {
    doubting = false;
  }

  /** Returns whether the slope from the sample set aside to this one agrees with a frequency. */
  boolean agrees(
      long ticksNanos,
      long clusterNanos,
      long rttNanos,
      double ratio,
      double deviation,
      double floorNanos) {
    double span = ticksNanos - ticks;
    double queued = StrictMath.max(0, (rtt + rttNanos) / 2.0 - 2 * floorNanos);
    return StrictMath.abs(slopeTo(ticksNanos, clusterNanos) - ratio)
        < queued / span + SURE * deviation;
  }

  /** Returns the frequency, as a ratio, that leads from the sample set aside to this one. */
  double slopeTo(long ticksNanos, long clusterNanos) {
    double span = ticksNanos - ticks;
    return grownBy(ticksNanos, clusterNanos) / span;
  }

  private double grownBy(long ticksNanos, long clusterNanos) {
    return (clusterNanos - cluster) - (ticksNanos - ticks);
  }

  /** Returns whether a value is too large to be chance, given its standard deviation. */
  static boolean isSure(double value, double deviation) {
    return value > SURE * deviation;
  }

  long ticksNanos() {
    return ticks;
  }

  long clusterNanos() {
    return cluster;
  }

  long rttNanos() {
    return rtt;
  }
}
