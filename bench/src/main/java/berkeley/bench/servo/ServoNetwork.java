package berkeley.bench.servo;

import java.util.Random;

/**
 * The delays of a network.
 *
 * <p>It is called for one exchange after the other, and draws from the given randomness only.
 */
interface ServoNetwork {

  /**
   * Draws the delays of one exchange.
   *
   * @param seconds true time at which it begins
   * @param delays filled with the way out and the way back, nanoseconds
   */
  void draw(double seconds, Random random, double[] delays);

  /** Returns a base and exponential delays, independent in each direction, in microseconds. */
  static ServoNetwork exponential(double baseMicros, double jitterMicros) {
    return queued(baseMicros, random -> jitterMicros * exponential(random));
  }

  /** Returns a base and delays drawn by a rule, independent in each direction, in microseconds. */
  static ServoNetwork queued(double baseMicros, Queue queue) {
    return queued(baseMicros, queue, queue);
  }

  /** Returns a base and delays drawn by a rule for each direction, in microseconds. */
  static ServoNetwork queued(double baseMicros, Queue out, Queue back) {
    return (seconds, random, delays) -> {
      delays[0] = 1e3 * (baseMicros + out.micros(random));
      delays[1] = 1e3 * (baseMicros + back.micros(random));
    };
  }

  /** Draws a queueing delay, microseconds. */
  @FunctionalInterface
  interface Queue {
    double micros(Random random);
  }

  /** Returns an exponential variable of mean 1. */
  static double exponential(Random random) {
    return -StrictMath.log(1 - random.nextDouble());
  }
}
