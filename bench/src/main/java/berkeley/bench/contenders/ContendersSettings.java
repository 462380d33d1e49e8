package berkeley.bench.contenders;

import berkeley.bench.result.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of the question: who is measured, under which conditions, and for how long.
 *
 * @param contenders in the order of {@link ClockContender}
 * @param conditions in the order of {@link Condition}
 * @param duration of one window
 * @param settle how long a contender's processes run before the first window
 * @param repeats windows of each condition
 */
record ContendersSettings(
    List<ClockContender> contenders,
    List<Condition> conditions,
    Duration duration,
    Duration settle,
    int repeats) {

  ContendersSettings {
    contenders = contenders.stream().sorted().distinct().toList();
    conditions = conditions.stream().sorted().distinct().toList();
  }

  /**
   * Reads options: {@code --contenders all --conditions all --duration 4s --settle 20s --repeats
   * 3}, which are the values of those not given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static ContendersSettings parse(List<String> options) {
    Options given =
        new Options(options, "--contenders", "--conditions", "--duration", "--settle", "--repeats");
    return new ContendersSettings(
        chosen(
            given,
            "--contenders",
            ClockContender::of,
            ClockContender.values(),
            ClockContender::word),
        chosen(given, "--conditions", Condition::of, Condition.values(), Condition::word),
        given.positive("--duration", Duration.ofSeconds(4)),
        given.positive("--settle", Duration.ofSeconds(20)),
        given.number("--repeats", 1, 100, 3));
  }

  private static <T> List<T> chosen(
      Options given,
      String option,
      Function<String, Optional<T>> find,
      T[] all,
      Function<T, String> word) {
    String value = given.text(option, "all");
    if (value.equals("all")) {
      return List.of(all);
    }
    return Arrays.stream(value.split(",", -1))
        .map(
            each ->
                find.apply(each)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "%s: '%s' is none of all, %s"
                                    .formatted(
                                        option,
                                        each,
                                        Arrays.stream(all)
                                            .map(word)
                                            .collect(Collectors.joining(", "))))))
        .toList();
  }
}
