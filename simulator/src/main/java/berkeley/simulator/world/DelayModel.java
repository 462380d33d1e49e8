package berkeley.simulator.world;

import java.util.Random;

/** How long a message takes, one way. */
@FunctionalInterface
public interface DelayModel {

  /** Draws the next message's delay, in nanoseconds, 0 or more. */
  long draw();

  /**
   * Never less than a base, with a tail.
   *
   * @param baseNanos the fastest
   * @param jitterNanos mean of what comes on top, exponentially distributed
   * @param random where that is drawn from
   */
  static DelayModel exponential(long baseNanos, long jitterNanos, Random random) {
    return () -> baseNanos + Math.round(jitterNanos * RandomSources.exponential(random));
  }

  /** The same and so much more: a longer way. */
  default DelayModel plus(long nanos) {
    return () -> draw() + nanos;
  }

  /**
   * The same, but now and then so much more: a collection of garbage, a filled queue.
   *
   * @param nanos what a spike adds
   * @param probability that a message is hit
   * @param random decides which one
   */
  default DelayModel withSpikes(long nanos, double probability, Random random) {
    return () -> draw() + (random.nextDouble() < probability ? nanos : 0);
  }
}
