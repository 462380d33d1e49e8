package berkeley.node.clock;

/**
 * The clock at the tick at which a new segment takes over from the one before.
 *
 * @param ticksNanos the knee, local ticks
 * @param timeNanos node time there; the new segment begins with it
 * @param estimateNanos the old estimate of cluster time there
 * @param frequencyRatio the rate of that estimate
 * @param earliestNanos cluster time is not before this, as the old segment says
 * @param latestNanos cluster time is not after this
 */
public record Joint(
    long ticksNanos,
    long timeNanos,
    long estimateNanos,
    double frequencyRatio,
    long earliestNanos,
    long latestNanos) {

  /** Returns how far cluster time may be from the middle of what is known, rounded up. */
  public long halfWidthNanos() {
    return (latestNanos - earliestNanos + 1) / 2;
  }

  /** Returns the middle of what is known. */
  public long middleNanos() {
    return earliestNanos + (latestNanos - earliestNanos) / 2;
  }
}
