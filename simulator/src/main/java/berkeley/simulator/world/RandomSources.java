package berkeley.simulator.world;

import java.util.Random;

/**
 * The random generators of a run: one for each seed, client and purpose.
 *
 * <p>So a run with loss has the same oscillators as one without, and an eleventh client changes
 * nothing for the ten before it. Client 0 is the master. {@link Random} is specified to the bit, so
 * the same seed gives the same draws on every JDK.
 */
public final class RandomSources {

  private RandomSources() {}

  /** What is drawn. The numbers are part of what a seed means. */
  public enum Concern {
    /** What is added to a frequency each second. */
    WANDER(0),
    /** The initial phase of a sinusoidal error. */
    TEMPERATURE(1),
    /** How long a probe's request and answer take. */
    PROBE_DELAY(2),
    /** How long a correction and its answer take. */
    CORRECTION_DELAY(3),
    /** Which of a probe's messages are lost or hit by a spike. */
    PROBE_FATE(4),
    /** Which of a correction's messages are lost or hit by a spike. */
    CORRECTION_FATE(5),
    /** How long any other question and its answer take. */
    OTHER_DELAY(6),
    /** Which of its messages are lost or hit by a spike. */
    OTHER_FATE(7);

    private final int number;

    Concern(int number) {
      this.number = number;
    }
  }

  /**
   * Returns the generator of a client's initial offset and frequency, in this order, each the next
   * {@code nextDouble()}. Neighbouring seeds of {@link Random} begin alike, so the first draw is
   * thrown away.
   */
  public static Random initial(long seed, int client) {
    Random random = new Random(1000L * seed + client);
    random.nextDouble();
    return random;
  }

  /** Returns the generator of another purpose, independent of the others. */
  public static Random of(long seed, int client, Concern concern) {
    return new Random(mix(mix(1000L * seed + client) + concern.number));
  }

  /** Draws a value uniform in ±limit. */
  public static double symmetric(Random random, double limit) {
    return limit * (2 * random.nextDouble() - 1);
  }

  /** Draws an exponentially distributed value with mean 1. */
  public static double exponential(Random random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** Applies the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
