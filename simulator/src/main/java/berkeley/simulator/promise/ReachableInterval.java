package berkeley.simulator.promise;

/**
 * The values that a rising function of time can have, of which only its rate and some intervals are
 * known.
 *
 * <p><b>Idea.</b> A function of a rate between 1 - r and 1 + r that was at least v at an instant is
 * at least v + (1 - r) d at the time d later; one that was at most v is at most v + (1 + r) d. All
 * lower edges grow at one rate, so the highest of them stays the highest, and the same is true of
 * upper edges: one edge of each kind is enough. An edge is kept with the instant at which it was
 * seen and is grown from there each time, so rounding never adds up; it is always outwards and less
 * than a nanosecond.
 *
 * <p><b>Limit.</b> An observation between two instants, before and after, says that the function
 * was at least its lower end by the instant after, and at most its upper end at the instant before.
 * Between looks at different instants a contradiction of up to 2 r times the gap goes unseen.
 *
 * <p>{@code Long.MIN_VALUE} as a lower end and {@code Long.MAX_VALUE} as an upper end mean that
 * there is none. Observations may come in any order.
 */
final class ReachableInterval {

  static final long NO_LOW = Long.MIN_VALUE;
  static final long NO_HIGH = Long.MAX_VALUE;

  private long ratePpb;
  private long low = NO_LOW;
  private long lowAtNanos;
  private long high = NO_HIGH;
  private long highAtNanos;

  /**
   * Starts with all values possible.
   *
   * @param ratePpb by how much the rate may differ from 1, in parts per billion, 0 to 1,000,000,000
   */
  ReachableInterval(long ratePpb) {
    forget(ratePpb);
  }

  /** Forgets all observations, and goes on with this limit of the rate. */
  void forget(long newRatePpb) {
    if (newRatePpb < 0 || newRatePpb > SaturatingMath.BILLION) {
      throw new IllegalArgumentException(
          "the rate limit is %d ppb, it must be 0 to %d"
              .formatted(newRatePpb, SaturatingMath.BILLION));
    }
    ratePpb = newRatePpb;
    low = NO_LOW;
    high = NO_HIGH;
  }

  /** Returns the limit of the rate, in parts per billion. */
  long ratePpb() {
    return ratePpb;
  }

  /**
   * Returns by how much an upper end, true at an instant, lies below all values that are possible
   * then, in nanoseconds; 0 or less if it does not.
   */
  long missBelow(long upperEnd, long beforeNanos) {
    return excess(low, lowAtNanos, upperEnd, beforeNanos);
  }

  /**
   * Returns by how much a lower end, true at an instant, lies above all values that are possible
   * then, in nanoseconds; 0 or less if it does not.
   */
  long missAbove(long lowerEnd, long afterNanos) {
    return excess(lowerEnd, afterNanos, high, highAtNanos);
  }

  private long excess(long lower, long lowerAt, long upper, long upperAt) {
    if (lower == NO_LOW || upper == NO_HIGH) {
      return 0;
    }
    return upperAt >= lowerAt
        ? SaturatingMath.subtract(least(lower, lowerAt, upperAt), upper)
        : SaturatingMath.subtract(lower, most(upper, upperAt, lowerAt));
  }

  /** Takes a lower end; returns whether it is now the highest. */
  boolean raiseLow(long lowerEnd, long afterNanos) {
    if (lowerEnd == NO_LOW || (low != NO_LOW && !isHigher(lowerEnd, afterNanos))) {
      return false;
    }
    low = lowerEnd;
    lowAtNanos = afterNanos;
    return true;
  }

  private boolean isHigher(long lowerEnd, long afterNanos) {
    return afterNanos >= lowAtNanos
        ? lowerEnd > least(low, lowAtNanos, afterNanos)
        : least(lowerEnd, afterNanos, lowAtNanos) > low;
  }

  /** Takes an upper end; returns whether it is now the lowest. */
  boolean reduceHigh(long upperEnd, long beforeNanos) {
    if (upperEnd == NO_HIGH || (high != NO_HIGH && !isLower(upperEnd, beforeNanos))) {
      return false;
    }
    high = upperEnd;
    highAtNanos = beforeNanos;
    return true;
  }

  private boolean isLower(long upperEnd, long beforeNanos) {
    return beforeNanos >= highAtNanos
        ? upperEnd < most(high, highAtNanos, beforeNanos)
        : most(upperEnd, beforeNanos, highAtNanos) < high;
  }

  /** Replaces the lower edge, whatever it was. */
  void setLow(long lowerEnd, long afterNanos) {
    low = lowerEnd;
    lowAtNanos = afterNanos;
  }

  /** Replaces the upper edge, whatever it was. */
  void setHigh(long upperEnd, long beforeNanos) {
    high = upperEnd;
    highAtNanos = beforeNanos;
  }

  /** Returns the lowest value possible at an instant not before the lower edge was seen. */
  long lowAt(long nanos) {
    return low == NO_LOW ? NO_LOW : least(low, lowAtNanos, nanos);
  }

  /** Returns the highest value possible at an instant not before the upper edge was seen. */
  long highAt(long nanos) {
    return high == NO_HIGH ? NO_HIGH : most(high, highAtNanos, nanos);
  }

  private long least(long value, long fromNanos, long toNanos) {
    long elapsed = Math.max(0, SaturatingMath.subtract(toNanos, fromNanos));
    return SaturatingMath.add(value, elapsed - SaturatingMath.shareRoundedUp(elapsed, ratePpb));
  }

  private long most(long value, long fromNanos, long toNanos) {
    long elapsed = Math.max(0, SaturatingMath.subtract(toNanos, fromNanos));
    long grown = SaturatingMath.add(value, elapsed);
    return SaturatingMath.add(grown, SaturatingMath.shareRoundedUp(elapsed, ratePpb));
  }
}
