package berkeley.bench.liar;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param duration virtual time of each run; a member that turns into a liar does so half-way
 * @param seeds how many runs for each lie, strategy and beginning; the largest figure counts
 * @param live how long real processes are watched before and after each lie; zero for not at all
 */
record LiarSettings(Duration duration, int seeds, Duration live) {

  /**
   * Reads options: {@code --duration 6m --seeds 3 --live 8s}, which are the values of those not
   * given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static LiarSettings parse(List<String> options) {
    Options given = new Options(options, "--duration", "--seeds", "--live");
    return new LiarSettings(
        given.positive("--duration", Duration.ofMinutes(6)),
        given.number("--seeds", 1, 1_000, 3),
        given.text("--live", "").equals("0")
            ? Duration.ZERO
            : given.positive("--live", Duration.ofSeconds(8)));
  }
}
