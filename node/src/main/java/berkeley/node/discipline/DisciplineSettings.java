package berkeley.node.discipline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a node's discipline may assume and may do.
 *
 * @param maxSlewPpm how much faster or slower than cluster time the clock may run to use up a
 *     difference, in ppm, 1 to 100,000. Too small: an error of a millisecond takes minutes; too
 *     large: intervals measured on the clock are visibly wrong meanwhile
 * @param slewHorizon within what time a small difference is used up, 1 ms to 1 minute. Too short:
 *     each round's noise becomes a sharp bend; too long: corrections are late
 * @param driftLimitPpm how far the rates of two oscillators may differ, in ppm, 1 to 10,000, before
 *     their frequency has been measured. Too small: the bound of a newcomer is wrong; too large: it
 *     is wide for its first seconds
 * @param wanderLimitPpm how far a measured frequency may be off at most since it was measured, in
 *     ppm, 0.001 to 1,000; a master that corrects itself uses up to half of it. Too small: a
 *     warming oscillator leaves its bound; too large: the bound grows faster than it must
 * @param wanderGrowthPpmPerSecond by how much that limit grows for each second without a
 *     correction, 0 to 100
 */
public record DisciplineSettings(
    double maxSlewPpm,
    Duration slewHorizon,
    double driftLimitPpm,
    double wanderLimitPpm,
    double wanderGrowthPpmPerSecond) {

  /** Values for the crystals of ordinary hosts. */
  public static final DisciplineSettings DEFAULT =
      new DisciplineSettings(500, Duration.ofMillis(50), 500, 10, 0.01);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public DisciplineSettings {
    requireInRange("maxSlewPpm", maxSlewPpm, 1, 100_000);
    requireInRange(
        "slewHorizon in ms", TimeUnit.NANOSECONDS.convert(slewHorizon) * 1e-6, 1, 60_000);
    requireInRange("driftLimitPpm", driftLimitPpm, 1, 10_000);
    requireInRange("wanderLimitPpm", wanderLimitPpm, 0.001, 1_000);
    requireInRange("wanderGrowthPpmPerSecond", wanderGrowthPpmPerSecond, 0, 100);
  }

  private static void requireInRange(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: %s is not in %s..%s".formatted(name, value, least, most));
    }
  }
}
