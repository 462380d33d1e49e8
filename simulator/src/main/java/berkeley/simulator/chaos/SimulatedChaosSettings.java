package berkeley.simulator.chaos;

import berkeley.master.MasterSettings;
import berkeley.node.election.ElectionSettings;
import java.time.Duration;

/**
 * What a chaos run consists of.
 *
 * @param nodes electable nodes, 3 to 50. Fewer have no majority without one of them; more cost time
 * @param duration virtual time of each seed, 10 periods to 365 days
 * @param period from one round to the next, 100 ms to 1 minute; leases, election timeouts and
 *     storms are multiples of it. Too short: more processor time for a virtual hour; too long:
 *     fewer rounds in it
 * @param weather what the clusters are like and which faults meet them
 * @param broken what is broken on purpose
 * @param checksPromises whether the promises are checked; a seed is the same run without, in less
 *     processor time
 */
public record SimulatedChaosSettings(
    int nodes,
    Duration duration,
    Duration period,
    Weather weather,
    Mutant broken,
    boolean checksPromises) {

  private static final Duration LEAST_LOOK = Duration.ofMillis(100);

  /** Rounds of the level above are so many times as frequent. */
  private static final int FASTER_ABOVE = 10;

  private static final int SAMPLES_BELOW = 6;

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

  private static void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }

  /** Begins with the defaults that stand at the builder's methods. */
  public static Builder builder() {
    return new Builder();
  }

  /** How often a master of a role leads a round. */
  Duration period(HostRole role) {
    return role == HostRole.PARENT ? period.dividedBy(FASTER_ABOVE) : period;
  }

  /**
   * How an elected node leads: the defaults for the period, one probe a burst. Below a parent there
   * are more, so that the parent may correct it between two of them.
   */
  MasterSettings leads(HostRole role) {
    boolean below = weather.has(WeatherKind.TREES) && role == HostRole.ELECTABLE;
    MasterSettings.Builder sound =
        MasterSettings.builder().samples(below ? SAMPLES_BELOW : 1).period(period(role));
    return (broken == Mutant.MEAN_WITH_LIAR ? sound.average("mean") : sound).build();
  }

  /** Returns the times of an election: the defaults for the period. */
  ElectionSettings election(HostRole role) {
    return ElectionSettings.forPeriod(period(role));
  }

  /** How long a heartbeat of an elected node binds. */
  Duration lease() {
    return election(HostRole.ELECTABLE).lease();
  }

  /** How often a node looks whether it is still listed. */
  Duration reRegister() {
    return period.dividedBy(2);
  }

  /** How often a node looks whether it slept. */
  Duration look() {
    Duration twentieth = period.dividedBy(20);
    return twentieth.compareTo(LEAST_LOOK) > 0 ? twentieth : LEAST_LOOK;
  }

  long periodNanos() {
    return period.toNanos();
  }

  /** Collects settings; ranges are those of {@link SimulatedChaosSettings}. */
  public static final class Builder {

    private int nodes = 5;
    private Duration duration = Duration.ofHours(10);
    private Duration period = Duration.ofSeconds(10);
    private Weather weather = Weather.PLAIN;
    private Mutant broken = Mutant.NOTHING;
    private boolean checksPromises = true;

    private Builder() {}

    /** Sets the number of electable nodes; 5 by default. */
    public Builder nodes(int number) {
      nodes = number;
      return this;
    }

    /** Sets the virtual time of each seed; 10 hours by default. */
    public Builder duration(Duration value) {
      duration = value;
      return this;
    }

    /** Sets the time from one round to the next; 10 seconds by default. */
    public Builder period(Duration value) {
      period = value;
      return this;
    }

    /** Sets the weather; {@link Weather#PLAIN} by default. */
    public Builder weather(Weather value) {
      weather = value;
      return this;
    }

    /** Sets what is broken on purpose; nothing by default. */
    public Builder broken(Mutant mutant) {
      broken = mutant;
      return this;
    }

    /** Sets whether the promises are checked; they are by default. */
    public Builder checksPromises(boolean check) {
      checksPromises = check;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming the setting that is out of its range
     */
    public SimulatedChaosSettings build() {
      return new SimulatedChaosSettings(nodes, duration, period, weather, broken, checksPromises);
    }
  }
}
