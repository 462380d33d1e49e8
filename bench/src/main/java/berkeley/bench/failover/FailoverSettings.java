package berkeley.bench.failover;

import berkeley.bench.result.Options;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the question.
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
    Options given = new Options(options, "--trials", "--periods", "--nodes");
    return new FailoverSettings(
        given.number("--trials", 2, 50),
        periods(given.text("--periods", "1s,200ms")),
        given.number("--nodes", 3, 5));
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
