package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.simulator.world.FrequencyError;
import berkeley.simulator.world.RandomSource;

/** A host's oscillator: off by a little for good, wandering, and at times made worse. */
final class HostOscillator implements FrequencyError {

  /** What the oscillators of sound hosts are off by, at most. */
  private static final double OFF = 20e-6;

  /** What a second adds, at most; as a random walk about 0.1 ppm in three hours. */
  private static final double WANDER = 1e-9;

  private static final double DECLARED = ClockLimits.UNSTEERED.driftLimitRatio();

  private final FrequencyError sound;
  private double fault;

  private HostOscillator(FrequencyError sound) {
    this.sound = sound;
  }

  /** Returns that of an ordinary host. */
  static HostOscillator ordinary(RandomSource random) {
    double[] off = {OFF * (2 * random.unit() - 1)};
    RandomSource steps = random.other();
    return new HostOscillator(second -> off[0] += WANDER * (2 * steps.unit() - 1));
  }

  /**
   * Returns one that is always at a limit: as fast or as slow as may be, and changing between two
   * rates that are as far apart as a measured rate may change.
   *
   * @param longestSeconds how long it keeps one of the two at most
   */
  static HostOscillator atLimits(RandomSource random, long longestSeconds) {
    double half = AssumedLimits.WANDER_RATIO / 2;
    double middle = random.sign() * (AssumedLimits.DRIFT_RATIO - half);
    return new HostOscillator(new SquareWave(middle, half, longestSeconds, random.other()));
  }

  private static final class SquareWave implements FrequencyError {
    private final double middle;
    private final long longestSeconds;
    private final RandomSource random;
    private double half;
    private long until;

    SquareWave(double middle, double half, long longestSeconds, RandomSource random) {
      this.middle = middle;
      this.half = half;
      this.longestSeconds = longestSeconds;
      this.random = random;
    }

    @Override
    public double ratioIn(long second) {
      if (second >= until) {
        half = -half;
        until = second + random.magnitude(1, longestSeconds);
      }
      return middle + half;
    }
  }

  @Override
  public double ratioIn(long second) {
    return sound.ratioIn(second) + fault;
  }

  /** From the next whole second on it is off by so much more; 0 ends that. */
  void fault(double ratio) {
    fault = ratio;
  }

  boolean isFaulty() {
    return fault != 0;
  }

  /** Whether it is off by more than nodes are told to expect. */
  boolean isBeyondDeclared() {
    return Math.abs(fault) > DECLARED;
  }
}
