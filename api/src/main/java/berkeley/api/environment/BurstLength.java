package berkeley.api.environment;

/**
 * How many probes a burst is made of.
 *
 * <p>Problem: many probes find a quick one, but most of them find nothing new. Idea: where it is
 * known how quick a member can be, a burst ends with a probe that was about as quick. One that
 * meets a busy processor goes on, so what is spared costs no certainty.
 *
 * @param least probes in any case, 1 or more
 * @param most probes if none is quick, not below {@code least}
 * @param quickNanos a round trip that is as good as any
 */
public record BurstLength(int least, int most, long quickNanos) {

  /** Enough to see that one of them is off. */
  public static final int FEW = 3;

  /** Always so many. */
  public static BurstLength fixed(int samples) {
    return new BurstLength(samples, samples, 0);
  }

  /**
   * Fewer than usual, if that will do.
   *
   * @param usualRttNanos the round trip of a good probe
   */
  public static BurstLength upTo(int samples, long usualRttNanos) {
    return new BurstLength(Math.min(FEW, samples), samples, usualRttNanos + usualRttNanos / 2);
  }

  /**
   * Whether it would have been quicker at another moment, so that it is worth another look.
   *
   * @param bestRttNanos the smallest round trip of a whole burst
   */
  public boolean isDisturbed(long bestRttNanos) {
    return quickNanos > 0 && bestRttNanos / 2 > quickNanos;
  }

  /**
   * Whether no more are needed.
   *
   * @param probes how many there are
   * @param bestRttNanos the smallest round trip among them
   */
  public boolean isReached(int probes, long bestRttNanos) {
    return probes >= most || (probes >= least && bestRttNanos <= quickNanos);
  }
}
