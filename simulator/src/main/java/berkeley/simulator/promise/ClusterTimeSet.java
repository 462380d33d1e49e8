package berkeley.simulator.promise;

import org.jspecify.annotations.Nullable;

/**
 * The values that one epoch's cluster time can have.
 *
 * <p><b>Problem.</b> Intervals are to contain cluster time, and nobody is asked what it is.
 *
 * <p><b>Idea.</b> Start with all values. Intersect with every interval that is seen, whoever gives
 * it; in between let the set grow as fast as cluster time may run too fast or too slow. If an
 * interval misses the set, there is no cluster time that all intervals seen could have contained,
 * so at least one of them did not.
 *
 * <p><b>Limit.</b> It shows that some cluster time exists, not that it is the intended one; and it
 * cannot tell which of two intervals that exclude each other is wrong, but only whose they are.
 */
final class ClusterTimeSet {

  private final ReachableInterval values;

  /** Whose intervals its ends are; null where they are no node's. */
  private @Nullable NodeLife lowFrom;

  private @Nullable NodeLife highFrom;

  /**
   * Starts with all values.
   *
   * @param clusterRatePpb by how much the rate of cluster time may differ from 1, in parts per
   *     billion, 0 to 1,000,000,000
   */
  ClusterTimeSet(long clusterRatePpb) {
    values = new ReachableInterval(clusterRatePpb);
  }

  /** Starts again with all values. */
  void forget() {
    values.forget(values.ratePpb());
    lowFrom = null;
    highFrom = null;
  }

  /**
   * Returns by how much an interval misses the set, in nanoseconds; 0 or less if they meet.
   *
   * @param beforeNanos true time just before the interval was read
   * @param afterNanos true time just after it was read
   * @param earliest its lower end, {@link ReachableInterval#NO_LOW} for none
   * @param latest its upper end, {@link ReachableInterval#NO_HIGH} for none
   */
  long miss(long beforeNanos, long afterNanos, long earliest, long latest) {
    return Math.max(values.missBelow(latest, beforeNanos), values.missAbove(earliest, afterNanos));
  }

  /**
   * Returns whose interval it is that one which misses the set excludes, or null if it is no node's
   * but what the observer knows.
   */
  @Nullable NodeLife excluded(long beforeNanos, long afterNanos, long earliest, long latest) {
    if (values.missBelow(latest, beforeNanos) > 0) {
      return lowFrom;
    }
    return values.missAbove(earliest, afterNanos) > 0 ? highFrom : null;
  }

  /** Intersects the set with an interval that meets it. */
  void narrow(long beforeNanos, long afterNanos, long earliest, long latest, NodeLife from) {
    if (values.raiseLow(earliest, afterNanos)) {
      lowFrom = from;
    }
    if (values.reduceHigh(latest, beforeNanos)) {
      highFrom = from;
    }
  }

  /**
   * Widens the set up to an interval that misses it, so that it contains cluster time if either of
   * the two that exclude each other does. Other intervals narrow it again.
   */
  void widen(long beforeNanos, long afterNanos, long earliest, long latest, NodeLife from) {
    boolean below = values.missBelow(latest, beforeNanos) > 0;
    boolean above = values.missAbove(earliest, afterNanos) > 0;
    if (below) {
      values.setLow(earliest, afterNanos);
      lowFrom = from;
    }
    if (above) {
      values.setHigh(latest, beforeNanos);
      highFrom = from;
    }
  }

  /** Replaces the set by what an observer knows of cluster time at an instant. */
  void setKnown(long atNanos, long lowest, long highest) {
    values.setLow(lowest, atNanos);
    values.setHigh(highest, atNanos);
    lowFrom = null;
    highFrom = null;
  }

  /** Returns the lowest value at an instant, or {@link ReachableInterval#NO_LOW}. */
  long lowAt(long nanos) {
    return values.lowAt(nanos);
  }

  /** Returns the highest value at an instant, or {@link ReachableInterval#NO_HIGH}. */
  long highAt(long nanos) {
    return values.highAt(nanos);
  }
}
