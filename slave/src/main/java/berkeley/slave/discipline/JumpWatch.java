package berkeley.slave.discipline;

/**
 * Sets aside what cannot be, and recognises when it has become true.
 *
 * <p>Problem: a sample is wrong by at most half its rtt, so one that contradicts the prediction by
 * more is either false, or the phase has jumped: a new master, a new time, a suspended host. Idea:
 * set the first one aside; a possible sample after it clears it; a second impossible one in a row
 * proves a jump. The slope between the two tells whether the frequency jumped too. Limits: jumps of
 * less than half an rtt pass, and are followed by the filters.
 */
final class JumpWatch {
  private static final double SURE = 8;

  private boolean doubting;
  private long ticks;
  private long cluster;
  private long rtt;

  /**
   * Whether a measurement lies further from its prediction than its round trip and the prediction's
   * deviation allow.
   */
  static boolean impossible(
      double offNanos, long rttNanos, double deviationNanos, double jitterNanos) {
    return StrictMath.abs(offNanos) > rttNanos / 2.0 + SURE * deviationNanos + jitterNanos;
  }

  boolean doubting() {
    return doubting;
  }

  /** Sets a sample aside. */
  void doubt(long ticksNanos, long clusterNanos, long rttNanos) {
    doubting = true;
    ticks = ticksNanos;
    cluster = clusterNanos;
    rtt = rttNanos;
  }

  /** The sample set aside, if any, was false. */
  void clear() {
    doubting = false;
  }

  /** Whether the slope from the doubted sample to this one agrees with a frequency. */
  boolean agrees(
      long ticksNanos,
      long clusterNanos,
      long rttNanos,
      double ratio,
      double deviation,
      double floorNanos) {
    double span = ticksNanos - ticks;
    double grown = (clusterNanos - cluster) - (ticksNanos - ticks);
    double queued = StrictMath.max(0, (rtt + rttNanos) / 2.0 - 2 * floorNanos);
    return StrictMath.abs(grown / span - ratio) < queued / span + SURE * deviation;
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
