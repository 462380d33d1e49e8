package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.simulator.world.FrequencyError;
import berkeley.simulator.world.RandomSource;

/** A host's oscillator: off by a little for good, wandering, and at times made worse. */
final class HostOscillator implements FrequencyError {

  /** What a second adds, at most; as a random walk about 0.1 ppm in three hours. */
  private static final double WANDER = 1e-9;

  private static final double DECLARED = ClockLimits.DEFAULT.driftLimitRatio();

  private final RandomSource dice;
  private double own;
  private double fault;

  HostOscillator(double own, RandomSource dice) {
    this.own = own;
    this.dice = dice;
  }

  @Override
  public double ratioIn(long second) {
    own += WANDER * (2 * dice.unit() - 1);
    return own + fault;
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
