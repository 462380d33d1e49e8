package berkeley.simulator.world;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A quick seeded generator, SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whose draws are
 * specified here to the bit. Not safe for use by several threads.
 */
public final class RandomSource implements RandomGenerator {

  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  /** Creates a generator whose draws depend on the seed alone. */
  public RandomSource(long seed) {
    state = mix(seed * STEP + 1);
  }

  /** Returns an independent generator for another purpose; draws once from this one. */
  public RandomSource other() {
    return new RandomSource(nextLong());
  }

  @Override
  public long nextLong() {
    state += STEP;
    return mix(state);
  }

  @Override
  public long nextLong(long bound) {
    return Math.floorMod(nextLong(), bound);
  }

  /** Returns a value from {@code low} to {@code high}, both included. */
  public long between(long low, long high) {
    return low + nextLong(high - low + 1);
  }

  /** Returns a value from 0, included, to 1, excluded. */
  public double unit() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Returns true with the given probability. */
  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** Returns an exponentially distributed whole number with the given mean. */
  public long exponential(double mean) {
    return (long) (-mean * StrictMath.log(1 - unit()));
  }

  /** Returns a value from {@code low} to {@code high}, uniform in its logarithm. */
  public long magnitude(long low, long high) {
    return (long) (low * StrictMath.exp(unit() * StrictMath.log((double) high / low)));
  }

  /** Returns 1 or -1. */
  public long sign() {
    return nextLong() < 0 ? -1 : 1;
  }

  /** Returns one of several values. */
  public <T> T of(List<T> several) {
    return several.get((int) nextLong(several.size()));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
