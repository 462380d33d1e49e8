package berkeley.node.clock;

/**
 * A time as a linear function of ticks.
 *
 * <p>For a rate deviation between -1 and 1 it never decreases, to the nanosecond: a tick more adds
 * one, and the rounded deviation takes away at most one.
 *
 * @param ticksNanos where the line is anchored
 * @param timeNanos the time there, nanoseconds since the Unix epoch
 * @param rateRatio by how much the time runs faster than the ticks, as a ratio; 1e-6 is one ppm
 */
public record Line(long ticksNanos, long timeNanos, double rateRatio) {

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the time would stand still or run backwards
   */
  public Line {
    if (!(rateRatio > -1 && rateRatio < 1)) {
      throw new IllegalArgumentException("rateRatio: %s is not in (-1, 1)".formatted(rateRatio));
    }
  }

  /** Returns the time at the given ticks. */
  public long at(long ticks) {
    long elapsed = ticks - ticksNanos;
    return timeNanos + elapsed + (long) (elapsed * rateRatio);
  }

  /** Returns the ticks at which the time is the given one, to the nanosecond. */
  public long ticksAt(long time) {
    long elapsed = time - timeNanos;
    return ticksNanos + elapsed - (long) (elapsed * (rateRatio / (1 + rateRatio)));
  }

  /** Returns the parallel line that is later by the given nanoseconds. */
  public Line shiftedBy(long nanos) {
    return new Line(ticksNanos, timeNanos + nanos, rateRatio);
  }

  /** Returns the same line, anchored at other ticks. */
  public Line movedTo(long ticks) {
    return new Line(ticks, at(ticks), rateRatio);
  }
}
