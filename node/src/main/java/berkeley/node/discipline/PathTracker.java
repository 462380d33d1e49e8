package berkeley.node.discipline;

/**
 * Estimates the jitter from round trips, and detects a path that has become shorter or longer.
 *
 * <p>Problem: the edge filters take the path's length as all but constant, and one that jumps would
 * mislead them for hours. Idea: an rtt clearly below the floor proves a shorter path at once. A
 * longer one shows only by absence: of n round trips with exponential jitter j each way, all lie
 * c*j above the floor with probability ((1+c)e^-c)^n, which at c = 2.6 and n = 16 and at c = 1.2
 * and n = 64 is below 1e-9; so a short window finds large changes soon and a long one small changes
 * later. The jitter rises with the short window, at once, and falls with the long one. Limits: a
 * change below about half the jitter is left to the filters. It complements the bank, which has
 * members that expect the path to change.
 */
final class PathTracker {
  private static final int LONG = 64;
  private static final int SHORT = 16;

  /** One way, in units of the jitter. */
  private static final double SHORT_RISE = 1.3;

  private static final double LONG_RISE = 0.6;
  private static final double FALL = 1;
  private static final double SURE = 4;

  private final RoundTrips latest = new RoundTrips(LONG);
  private final RoundTrips newest = new RoundTrips(SHORT);
  private final double leastJitterNanos;
  private double jitterNanos;
  private double movedFloorNanos;

  PathTracker(double leastJitterNanos) {
    this.leastJitterNanos = leastJitterNanos;
  }

  /** Records a round trip while the path is not estimated yet. */
  void learn(long rttNanos) {
    add(rttNanos);
    jitterNanos = StrictMath.max(leastJitterNanos, latest.jitter());
  }

  /**
   * Records a round trip and compares it with the estimated path, one way.
   *
   * @return whether the path has changed; {@link #movedFloorNanos} then is the new one
   */
  boolean moves(long rttNanos, double floorNanos, double floorDeviation) {
    add(rttNanos);
    double margin = SURE * floorDeviation + leastJitterNanos;
    if (floorNanos - rttNanos / 2.0 > FALL * jitterNanos + margin) {
      return moved(1, jitterNanos);
    }
    if (newest.full()
        && newest.min() / 2.0 - floorNanos
            > SHORT_RISE * StrictMath.max(jitterNanos, newest.jitter()) + margin) {
      return moved(SHORT, newest.jitter());
    }
    if (latest.full() && latest.min() / 2.0 - floorNanos > LONG_RISE * latest.jitter() + margin) {
      return moved(LONG, latest.jitter());
    }
    if (newest.full()) {
      double floor = StrictMath.min(2 * floorNanos, latest.min());
      jitterNanos =
          StrictMath.max(
              leastJitterNanos, StrictMath.max(latest.jitterAbove(floor), newest.jitter()));
    }
    return false;
  }

  /** Returns the mean queueing delay one way, nanoseconds. */
  double jitterNanos() {
    return jitterNanos;
  }

  /** Returns the path one way after a change, nanoseconds; known to about the jitter. */
  double movedFloorNanos() {
    return movedFloorNanos;
  }

  private boolean moved(int samples, double jitter) {
    latest.keepNewest(samples);
    newest.keepNewest(samples);
    jitterNanos = StrictMath.max(leastJitterNanos, jitter);
    movedFloorNanos = latest.min() / 2.0 - 0.3 * jitterNanos;
    return true;
  }

  private void add(long rttNanos) {
    latest.add(rttNanos);
    newest.add(rttNanos);
  }
}
