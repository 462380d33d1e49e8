package berkeley.simulator.world;

import java.util.Random;

/** A model of the delay of messages, one way. */
@FunctionalInterface
public interface DelayModel {

  /** Draws the next message's delay, in nanoseconds, 0 or more. */
  long draw();

  /**
   * Returns a model with a smallest delay and an exponentially distributed part.
   *
   * @param baseNanos the smallest delay, in nanoseconds
   * @param jitterNanos mean of the exponentially distributed part, in nanoseconds
   * @param random where that is drawn from
   */
  static DelayModel exponential(long baseNanos, long jitterNanos, Random random) {
    return () -> baseNanos + Math.round(jitterNanos * RandomSources.exponential(random));
  }

  /** Returns the same model with a constant added, in nanoseconds. */
  default DelayModel plus(long nanos) {
    return () -> draw() + nanos;
  }

  /**
   * Returns the same model with occasional spikes, as by garbage collection or a full queue.
   *
   * @param nanos what a spike adds
   * @param probability that a message is hit
   * @param random decides which one
   */
  default DelayModel withSpikes(long nanos, double probability, Random random) {
    return () -> draw() + (random.nextDouble() < probability ? nanos : 0);
  }
}
