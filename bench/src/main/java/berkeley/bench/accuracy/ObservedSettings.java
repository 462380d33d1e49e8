package berkeley.bench.accuracy;

import berkeley.api.Units;
import java.time.Duration;
import java.util.List;

/**
 * How long the two clusters are watched, by turns.
 *
 * @param window how long each turn lasts
 * @param turns how many of each of the two, 1 to 1000
 * @param settle how long both are left alone before
 */
public record ObservedSettings(Duration window, int turns, Duration settle) {

  /**
   * Reads options: {@code --window 25s --turns 3 --settle 40s}, which are the values of those not
   * given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static ObservedSettings parse(List<String> options) {
    Duration window = Duration.ofSeconds(25);
    Duration settle = Duration.ofSeconds(40);
    int turns = 3;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (i + 1 == options.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(option));
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--window" -> window = positive(option, value);
        case "--settle" -> settle = positive(option, value);
        case "--turns" -> turns = turns(value);
        default ->
            throw new IllegalArgumentException(
                "'%s' is none of --window, --turns, --settle".formatted(option));
      }
    }
    return new ObservedSettings(window, turns, settle);
  }

  private static int turns(String value) {
    if (!value.matches("[1-9]\\d{0,2}|1000")) {
      throw new IllegalArgumentException("--turns: '%s' is not in 1..1000".formatted(value));
    }
    return Integer.parseInt(value);
  }

  private static Duration positive(String option, String value) {
    Duration duration = Units.duration(value);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("%s: '%s' is not above 0".formatted(option, value));
    }
    return duration;
  }
}
