package berkeley.api.environment;

import java.util.Collection;
import java.util.Comparator;

/**
 * One reading of a remote clock: the caller's ticks just before and just after it, and the time
 * that was read in between.
 *
 * @param sentTicks the caller's ticks just before the request left
 * @param receivedTicks the caller's ticks just after the answer came; not before {@code sentTicks}
 * @param remoteNanos the node time that the remote clock answered, in nanoseconds; any value at
 *     all, since a member may lie
 */
public record Probe(long sentTicks, long receivedTicks, long remoteNanos) {

  /**
   * Checks the order of the ticks.
   *
   * @param sentTicks any; ticks wrap
   * @param receivedTicks not before {@code sentTicks}
   * @param remoteNanos any, since a member may lie
   * @throws IllegalArgumentException if the answer came before the request
   */
  public Probe {
    if (receivedTicks - sentTicks < 0) {
      throw new IllegalArgumentException(
          "answer at ticks %d, before the request at %d".formatted(receivedTicks, sentTicks));
    }
  }

  /**
   * Chooses the probe with the smallest round trip, which errs least (Cristian 1989, section 3).
   *
   * @param probes of one clock, in any order
   * @return the quickest, the first one of several
   * @throws java.util.NoSuchElementException if there is none
   */
  public static Probe quickest(Collection<Probe> probes) {
    return probes.stream().min(Comparator.comparingLong(Probe::rttNanos)).orElseThrow();
  }

  /** {@return the round trip in nanoseconds, 0 or more} */
  public long rttNanos() {
    return receivedTicks - sentTicks;
  }

  /**
   * The number of probes in a burst.
   *
   * <p>Problem: many probes find a quick one, but most of them find nothing new. Idea: where a
   * member's usual round trip is known, a burst ends with a probe that was about as quick. One that
   * meets a busy processor goes on, so what is saved costs no certainty.
   *
   * @param least probes in any case, 1 or more
   * @param most probes if none is quick, not below {@code least}
   * @param quickNanos a round trip that is as good as any
   */
  public record BurstLength(int least, int most, long quickNanos) {

    /** Enough to see that one of them is off. */
    public static final int FEW = 3;

    /**
     * Plans a burst of always the same number of probes.
     *
     * @param samples how many, 1 or more
     * @return a length that no quick probe cuts short
     */
    public static BurstLength fixed(int samples) {
      return new BurstLength(samples, samples, 0);
    }

    /**
     * Plans a burst that ends early with a quick probe.
     *
     * @param samples how many probes otherwise, 1 or more
     * @param usualRttNanos the round trip of a good probe, in nanoseconds; up to one and a half of
     *     it are quick
     * @return at least {@value #FEW} probes where {@code samples} allows as many
     */
    public static BurstLength upTo(int samples, long usualRttNanos) {
      return new BurstLength(Math.min(FEW, samples), samples, usualRttNanos + usualRttNanos / 2);
    }

    /**
     * Tells whether a burst would have been quicker at another moment, so that it is worth
     * repeating.
     *
     * @param bestRttNanos the smallest round trip of the whole burst, in nanoseconds
     * @return whether that is more than twice a quick one; false where no round trip is known
     */
    public boolean isDisturbed(long bestRttNanos) {
      return quickNanos > 0 && bestRttNanos / 2 > quickNanos;
    }

    /**
     * Tells whether a burst may end.
     *
     * @param probes how many there are, 0 or more
     * @param bestRttNanos the smallest round trip among them, in nanoseconds
     * @return whether no more probes are needed
     */
    public boolean isReached(int probes, long bestRttNanos) {
      return probes >= most || (probes >= least && bestRttNanos <= quickNanos);
    }
  }
}
