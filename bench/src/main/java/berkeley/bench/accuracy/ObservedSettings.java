package berkeley.bench.accuracy;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the question: how long the two clusters are read, in turn.
 *
 * @param window how long each turn lasts
 * @param turns how many of each of the two, 1 to 1000
 * @param settle how long both run before
 */
public record ObservedSettings(Duration window, int turns, Duration settle) {

  /**
   * Reads options: {@code --window 25s --turns 3 --settle 40s}, which are the values of those not
   * given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static ObservedSettings parse(List<String> options) {
    Options given = new Options(options, "--window", "--turns", "--settle");
    return new ObservedSettings(
        given.positive("--window", Duration.ofSeconds(25)),
        given.number("--turns", 1, 1000, 3),
        given.positive("--settle", Duration.ofSeconds(40)));
  }
}
