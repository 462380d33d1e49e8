package berkeley.api.environment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is assumed of the hosts' counters, and how fast a clock may be moved. The same on all nodes
 * of a cluster: members' error bounds and the master's votes rest on it alike.
 *
 * <p>Cluster time runs at a rate within 1 ± {@link #clusterRateRatio()} of real time: that of the
 * master's counter, corrected by a frequency of at most {@value #MAX_FREQUENCY_PPM} ppm, and off by
 * {@value #GLIDE_PPM} ppm while the doubt of a change of master glides away, or by {@value
 * #MAX_CLUSTER_SLEW_PPM} ppm while an order moves it.
 *
 * @param maxSlewPpm how much faster or slower than cluster time the clock may run to use up a
 *     difference, in ppm, 1 to 100,000. Too small: an error of a millisecond takes minutes; too
 *     large: intervals measured on the clock are visibly wrong meanwhile
 * @param slewHorizon within what time a small difference is used up, 1 ms to 1 minute. Too short:
 *     each round's noise becomes a sharp bend; too long: corrections are late
 * @param driftLimitPpm how far the rate of a host's counter may be off that of real time, in ppm, 1
 *     to 10,000. Too small: bounds are wrong wherever a rate has not been measured, and honest
 *     slaves that run fast together could outvote a master; too large: bounds are wide for the
 *     first seconds and after each change of master
 * @param wanderLimitPpm how far the rate of a counter may have changed since it was measured, in
 *     ppm, 0.001 to 1,000. Too small: a warming oscillator, or one that an NTP daemon slews, leaves
 *     its bound; too large: the bound grows faster than it must
 * @param wanderGrowthPpmPerSecond by how much that limit grows for each second without a
 *     correction, 0 to 100. Too small: a node without a master leaves its bound; too large: its
 *     bound becomes useless sooner than it must
 */
public record ClockLimits(
    double maxSlewPpm,
    Duration slewHorizon,
    double driftLimitPpm,
    double wanderLimitPpm,
    double wanderGrowthPpmPerSecond) {

  /** The most that a master corrects the rate of its own counter by, in ppm. */
  public static final int MAX_FREQUENCY_PPM = 100;

  /** How fast the doubt of a change of master glides away, in ppm. */
  public static final int GLIDE_PPM = 200;

  /** The most that an order, or an agreement, moves cluster time off its own rate, in ppm. */
  public static final int MAX_CLUSTER_SLEW_PPM = 200;

  /** Values for a counter that nobody steers. */
  public static final ClockLimits UNSTEERED =
      new ClockLimits(500, Duration.ofMillis(50), 100, 10, 0.01);

  /** Values for a counter that an NTP daemon may slew, as Linux has it by default. */
  public static final ClockLimits STEERED =
      new ClockLimits(500, Duration.ofMillis(50), 500, 500, 0.01);

  private static final double PPM = 1e-6;

  /**
   * Checks the ranges.
   *
   * @param maxSlewPpm 1 to 100,000
   * @param slewHorizon 1 ms to 1 minute
   * @param driftLimitPpm 1 to 10,000
   * @param wanderLimitPpm 0.001 to 1,000
   * @param wanderGrowthPpmPerSecond 0 to 100
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public ClockLimits {
    requireInRange("maxSlewPpm", maxSlewPpm, 1, 100_000);
    requireInRange(
        "slewHorizon in ms", TimeUnit.NANOSECONDS.convert(slewHorizon) * 1e-6, 1, 60_000);
    requireInRange("driftLimitPpm", driftLimitPpm, 1, 10_000);
    requireInRange("wanderLimitPpm", wanderLimitPpm, 0.001, 1_000);
    requireInRange("wanderGrowthPpmPerSecond", wanderGrowthPpmPerSecond, 0, 100);
  }

  /** {@return a builder that begins with the values of {@link #UNSTEERED}} */
  public static Builder builder() {
    return new Builder(UNSTEERED);
  }

  /** {@return the slew limit as a ratio} */
  public double maxSlewRatio() {
    return maxSlewPpm * PPM;
  }

  /** {@return the drift limit as a ratio} */
  public double driftLimitRatio() {
    return driftLimitPpm * PPM;
  }

  /** {@return how far the rate of cluster time may be off that of real time, as a ratio} */
  public double clusterRateRatio() {
    double ofCounter = (MAX_FREQUENCY_PPM + Math.max(GLIDE_PPM, MAX_CLUSTER_SLEW_PPM)) * PPM;
    return (1 + driftLimitRatio()) * (1 + ofCounter) - 1;
  }

  /**
   * {@return how far the rate of cluster time may be off that of a host's counter, as a ratio,
   * whoever leads and whatever moves}
   */
  public double unmeasuredRateRatio() {
    return (1 + clusterRateRatio()) / (1 - driftLimitRatio()) - 1;
  }

  /** {@return how fast the doubt of a change of master glides away, as a ratio} */
  public double glideRatio() {
    return GLIDE_PPM * PPM * (1 - 2 * driftLimitRatio());
  }

  /** {@return the wander limit as a ratio} */
  public double wanderLimitRatio() {
    return wanderLimitPpm * PPM;
  }

  /** {@return the growth of the wander limit as a ratio per second} */
  public double wanderGrowthPerSecond() {
    return wanderGrowthPpmPerSecond * PPM;
  }

  private static void requireInRange(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: %s is not in %s..%s".formatted(name, value, least, most));
    }
  }

  /** Collects limits; units, defaults and ranges are those of {@link ClockLimits}. */
  public static final class Builder {

    private double maxSlewPpm;
    private Duration slewHorizon;
    private double driftLimitPpm;
    private double wanderLimitPpm;
    private double wanderGrowthPpmPerSecond;

    private Builder(ClockLimits from) {
      this.maxSlewPpm = from.maxSlewPpm;
      this.slewHorizon = from.slewHorizon;
      this.driftLimitPpm = from.driftLimitPpm;
      this.wanderLimitPpm = from.wanderLimitPpm;
      this.wanderGrowthPpmPerSecond = from.wanderGrowthPpmPerSecond;
    }

    /**
     * Sets how fast a difference is used up.
     *
     * @param ppm 500 by default; 1 to 100,000
     * @return this builder
     */
    public Builder maxSlewPpm(double ppm) {
      maxSlewPpm = ppm;
      return this;
    }

    /**
     * Sets within what time a small difference is used up.
     *
     * @param horizon 50 ms by default; 1 ms to 1 minute
     * @return this builder
     */
    public Builder slewHorizon(Duration horizon) {
      slewHorizon = horizon;
      return this;
    }

    /**
     * Sets how far the rate of a counter may be off that of real time.
     *
     * @param ppm 100 by default; 1 to 10,000
     * @return this builder
     */
    public Builder driftLimitPpm(double ppm) {
      driftLimitPpm = ppm;
      return this;
    }

    /**
     * Sets how far a measured rate may have changed.
     *
     * @param ppm 10 by default; 0.001 to 1,000
     * @return this builder
     */
    public Builder wanderLimitPpm(double ppm) {
      wanderLimitPpm = ppm;
      return this;
    }

    /**
     * Sets by how much the wander limit grows for each second without a correction.
     *
     * @param ppm 0.01 by default; 0 to 100
     * @return this builder
     */
    public Builder wanderGrowthPpmPerSecond(double ppm) {
      wanderGrowthPpmPerSecond = ppm;
      return this;
    }

    /**
     * Checks all ranges together.
     *
     * @return the limits
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public ClockLimits build() {
      return new ClockLimits(
          maxSlewPpm, slewHorizon, driftLimitPpm, wanderLimitPpm, wanderGrowthPpmPerSecond);
    }
  }
}
