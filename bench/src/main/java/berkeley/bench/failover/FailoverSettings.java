package berkeley.bench.failover;

import berkeley.api.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a master is lost, and at which periods of the rounds.
 *
 * @param trials how often at each period, 2 or more; every second time the master is stopped and
 *     not killed
 * @param periods of the rounds
 * @param nodes how many there are, 3 or more
 */
public record FailoverSettings(int trials, List<Duration> periods, int nodes) {

  /** Copies the list. */
  public FailoverSettings {
    periods = List.copyOf(periods);
  }

  /**
   * Reads options: {@code --trials 50 --periods 1s,200ms --nodes 5}, which are the values of those
   * not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static FailoverSettings parse(List<String> options) {
    int trials = 50;
    List<Duration> periods = List.of(Duration.ofSeconds(1), Duration.ofMillis(200));
    int nodes = 5;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (i + 1 == options.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(option));
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--trials" -> trials = atLeast(2, option, value);
        case "--nodes" -> nodes = atLeast(3, option, value);
        case "--periods" -> periods = periods(value);
        default ->
            throw new IllegalArgumentException(
                "'%s' is none of --trials, --periods, --nodes".formatted(option));
      }
    }
    return new FailoverSettings(trials, periods, nodes);
  }

  private static int atLeast(int least, String option, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s: '%s' is no number".formatted(option, value), e);
    }
    throw new IllegalArgumentException("%s: '%s' is below %d".formatted(option, value, least));
  }

  private static List<Duration> periods(String value) {
    List<Duration> periods = new ArrayList<>();
    for (String one : value.split(",", -1)) {
      Duration period = Units.duration(one);
      if (period.toMillis() < 10) {
        throw new IllegalArgumentException("--periods: '%s' is below 10ms".formatted(one));
      }
      periods.add(period);
    }
    return periods;
  }
}
