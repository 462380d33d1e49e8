package berkeley.harness.chaos;

import berkeley.master.MasterSettings;
import java.time.Duration;

/**
 * The settings of a run of chaos.
 *
 * @param nodes how many electable nodes, 3 to 15
 * @param duration within which all faults begin and end, 10 s to a day
 * @param seed from which the faults are drawn
 * @param longestLink by how much links may take longer in one direction, all the time, 0 to 1 s
 * @param master how an elected node leads
 */
public record ChaosSettings(
    int nodes, Duration duration, long seed, Duration longestLink, MasterSettings master) {

  private static final int LEAST_NODES = 3;
  private static final int MOST_NODES = 15;
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  public ChaosSettings {
    if (nodes < LEAST_NODES || nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "--nodes: %d is not in %d..%d".formatted(nodes, LEAST_NODES, MOST_NODES));
    }
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("--duration: %s is not in 10s..1d".formatted(duration));
    }
    if (longestLink.isNegative() || longestLink.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("--links: %s is not in 0s..1s".formatted(longestLink));
    }
    if (master.period().compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException(
          "--period: %s is longer than 1s, and faults would end before they are noticed"
              .formatted(master.period()));
    }
  }
}
