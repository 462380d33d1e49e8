package berkeley.node.clock;

/**
 * What drives a node's clock: the host's ticks, or a worse oscillator made from them.
 *
 * <p>Demonstrations and tests inject a rate error here, below everything that estimates and
 * corrects; without one the oscillator is the identity. A change of rate takes effect at its knee,
 * a little in the future, so that readers on either side of the publication agree.
 *
 * @param kneeTicks raw ticks at which the rate changes
 * @param kneeLocal local ticks there
 * @param ratioBefore rate error before the knee
 * @param ratioAfter rate error from the knee on
 */
public record Oscillator(long kneeTicks, long kneeLocal, double ratioBefore, double ratioAfter) {

  /** An oscillator as good as the host's. */
  public static final Oscillator PERFECT = new Oscillator(0, 0, 0, 0);

  /**
   * An oscillator that agrees with the host's at the given ticks and is off in rate from then on.
   */
  public static Oscillator drifting(long sinceTicks, double ratio) {
    return new Oscillator(sinceTicks, sinceTicks, ratio, ratio);
  }

  /** The same oscillator with another rate error from the given raw ticks on. */
  public Oscillator changedAt(long rawTicks, double ratio) {
    return new Oscillator(rawTicks, localTicks(rawTicks), ratioAfter, ratio);
  }

  /** This oscillator's ticks at the host's. */
  public long localTicks(long rawTicks) {
    long elapsed = rawTicks - kneeTicks;
    double ratio = elapsed < 0 ? ratioBefore : ratioAfter;
    return ratio == 0 && kneeTicks == kneeLocal
        ? rawTicks
        : kneeLocal + elapsed + (long) (elapsed * ratio);
  }
}
