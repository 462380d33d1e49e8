package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;

/** The assumptions of which the promises are made, as the simulation takes them. */
final class AssumedLimits {

  /** A counter's rate is within so much of 1. */
  static final double DRIFT_RATIO = 100e-6;

  /** A counter's rate has changed by so much at most since it was measured. */
  static final double WANDER_RATIO = 10e-6;

  /** A master's frequency is clamped to so much, and an order moves cluster time no faster. */
  static final double FREQUENCY_RATIO = 100e-6;

  /** What a master did not know when it took over runs to zero at this rate. */
  static final double GLIDE_RATIO = 100e-6;

  /** By how much cluster time may run faster or slower than true time. */
  static final double CLUSTER_RATIO = DRIFT_RATIO + FREQUENCY_RATIO + GLIDE_RATIO;

  /** By how much a bound may grow while nothing is heard of cluster time. */
  static final double GROWTH_RATIO = CLUSTER_RATIO + DRIFT_RATIO;

  private AssumedLimits() {}

  /** Returns what nodes are told of oscillators that are at their limits. */
  static ClockLimits atLimits() {
    return ClockLimits.builder()
        .driftLimitPpm(2 * DRIFT_RATIO * 1e6)
        .wanderLimitPpm(WANDER_RATIO * 1e6)
        .build();
  }
}
