package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;

/** The assumptions of which the promises are made, as the simulation takes them. */
final class AssumedLimits {

  private static final ClockLimits LIMITS = ClockLimits.UNSTEERED;

  /** A counter's rate is within so much of 1. */
  static final double DRIFT_RATIO = LIMITS.driftLimitRatio();

  /** A counter's rate has changed by so much at most since it was measured. */
  static final double WANDER_RATIO = LIMITS.wanderLimitRatio();

  /** A master's frequency is clamped to so much. */
  static final double FREQUENCY_RATIO = ClockLimits.MAX_FREQUENCY_PPM * 1e-6;

  /** What a master did not know when it took over runs to zero at this rate. */
  static final double GLIDE_RATIO = ClockLimits.GLIDE_PPM * 1e-6;

  /** By how much cluster time may run faster or slower than true time. */
  static final double CLUSTER_RATIO = LIMITS.clusterRateRatio();

  /** By how much a bound may grow while nothing is heard of cluster time. */
  static final double GROWTH_RATIO = LIMITS.unmeasuredRateRatio();

  private AssumedLimits() {}

  /** Returns what nodes are told of oscillators that are at their limits. */
  static ClockLimits atLimits() {
    return LIMITS;
  }
}
