package berkeley.bench.scale;

import berkeley.bench.result.Options;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param slaves how many slave objects, one run for each number; each 1 to 10,000
 * @param processes how many JVMs the slaves are spread over, 1 to 64
 * @param rounds how many rounds are measured, besides a few before
 * @param period of the rounds
 * @param samples probes of a burst, without the one that is discarded
 * @param bareThreads how many bare calls are made at once
 * @param steady how long the largest cluster is then left to rounds that become rarer; zero for not
 *     at all
 */
record ScaleSettings(
    List<Integer> slaves,
    int processes,
    int rounds,
    Duration period,
    int samples,
    int bareThreads,
    Duration steady) {
  private static final int MOST_SLAVES = 10_000;

  ScaleSettings {
    slaves = List.copyOf(slaves);
    for (int number : slaves) {
      if (number < 1 || number > MOST_SLAVES) {
        throw new IllegalArgumentException(
            "--slaves: %d is not in 1..%d".formatted(number, MOST_SLAVES));
      }
    }
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static ScaleSettings parse(List<String> options) {
    Options given =
        new Options(
            options,
            "--slaves",
            "--processes",
            "--rounds",
            "--period",
            "--samples",
            "--bare-threads",
            "--steady");
    return new ScaleSettings(
        Arrays.stream(given.text("--slaves", "10,100,1000").split(",", -1))
            .map(ScaleSettings::number)
            .toList(),
        given.number("--processes", 1, 4),
        given.number("--rounds", 3, 10),
        Units.duration(given.text("--period", "5s")),
        given.number("--samples", 1, 8),
        given.number("--bare-threads", 1, 64),
        Units.duration(given.text("--steady", "0s")));
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--slaves: '%s' is no number".formatted(text), e);
    }
  }
}
