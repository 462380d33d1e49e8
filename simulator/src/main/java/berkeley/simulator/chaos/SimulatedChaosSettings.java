package berkeley.simulator.chaos;

import berkeley.master.MasterSettings;
import berkeley.node.election.ElectionSettings;
import java.time.Duration;

/**
 * What a chaos run consists of.
 *
 * @param nodes electable nodes, 3 to 50. Fewer have no majority without one of them; more cost time
 * @param duration virtual time of each seed, 10 periods to 365 days
 * @param period from one round to the next, 100 ms to 1 minute; leases, patience and storms are
 *     multiples of it. Too short: more processor time for a virtual hour; too long: fewer rounds in
 *     it
 * @param broken what is broken on purpose
 */
public record SimulatedChaosSettings(int nodes, Duration duration, Duration period, Mutant broken) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public SimulatedChaosSettings {
    require(nodes >= 3 && nodes <= 50, "nodes: %s is not in 3..50", nodes);
    require(
        period.compareTo(Duration.ofMillis(100)) >= 0
            && period.compareTo(Duration.ofMinutes(1)) <= 0,
        "period: %s is not in 100ms..1m",
        period);
    require(
        duration.compareTo(period.multipliedBy(10)) >= 0
            && duration.compareTo(Duration.ofDays(365)) <= 0,
        "duration: %s is not in ten periods..365d",
        duration);
  }

  /** How an elected node leads: the defaults for the period, one probe a burst. */
  MasterSettings leads() {
    MasterSettings.Builder sound = MasterSettings.builder().samples(1).period(period);
    return (broken == Mutant.MEAN_WITH_LIAR ? sound.average("mean") : sound).build();
  }

  /** How patient an election is: the defaults for the period. */
  ElectionSettings election() {
    return ElectionSettings.forPeriod(period);
  }

  long periodNanos() {
    return period.toNanos();
  }

  private static void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }
}
