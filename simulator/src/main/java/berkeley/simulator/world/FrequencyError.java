package berkeley.simulator.world;

import java.util.Random;

/**
 * One component of an oscillator's frequency error; several are added.
 *
 * <p>An error may change once in each whole second of true time and is held in between. Instances
 * have state, so each serves one oscillator.
 */
@FunctionalInterface
public interface FrequencyError {

  /**
   * Returns the error in the given second.
   *
   * @param second whole seconds of true time since the run began; called once for each, in order
   * @return by how much the oscillator runs fast, as a ratio
   */
  double ratioIn(long second);

  /** Returns a constant error. */
  static FrequencyError constant(double ratio) {
    return second -> ratio;
  }

  /**
   * Returns a random walk.
   *
   * @param perRootSecond standard deviation of what each second adds, from second 0 on
   * @param random where that is drawn from
   */
  static FrequencyError wander(double perRootSecond, Random random) {
    double[] sum = new double[1];
    return second -> sum[0] += perRootSecond * random.nextGaussian();
  }

  /**
   * Returns a random walk with rarer and larger steps, of the same variance.
   *
   * @param perRootSecond standard deviation of what a second adds
   * @param everySeconds how many seconds one step stands for, 1 or more
   * @param random where that is drawn from
   */
  static FrequencyError wander(double perRootSecond, long everySeconds, Random random) {
    FrequencyError walk = wander(perRootSecond * StrictMath.sqrt(everySeconds), random);
    if (everySeconds == 1) {
      return walk;
    }
    double[] held = new double[1];
    return second -> {
      if (second % everySeconds == 0) {
        held[0] = walk.ratioIn(second);
      }
      return held[0];
    };
  }

  /** Returns a permanent step of frequency at a given second. */
  static FrequencyError step(double ratio, long atSecond) {
    return second -> second >= atSecond ? ratio : 0;
  }

  /**
   * Returns a sinusoidal error, as by temperature.
   *
   * @param amplitude largest error, a ratio
   * @param periodSeconds the period, in seconds
   * @param phase where it begins, in turns, 0 to 1
   */
  static FrequencyError sine(double amplitude, double periodSeconds, double phase) {
    return second -> amplitude * StrictMath.sin(2 * Math.PI * (second / periodSeconds + phase));
  }
}
