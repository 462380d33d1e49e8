package berkeley.bench;

import berkeley.bench.accuracy.AccuracyQuestion;
import berkeley.bench.accuracy.AccuracySettings;
import berkeley.bench.accuracy.ObservedQuestion;
import berkeley.bench.accuracy.ObservedSettings;
import berkeley.bench.accuracy.TlsQuestion;
import berkeley.bench.accuracy.TlsSettings;
import berkeley.bench.all.AllQuestions;
import berkeley.bench.clock.ClockQuestion;
import berkeley.bench.contenders.ContendersQuestion;
import berkeley.bench.counter.CounterQuestion;
import berkeley.bench.embedded.EmbeddedQuestion;
import berkeley.bench.failover.FailoverQuestion;
import berkeley.bench.failover.FailoverSettings;
import berkeley.bench.hostile.HostileQuestion;
import berkeley.bench.hostile.HostileSettings;
import berkeley.bench.hosts.HostsQuestion;
import berkeley.bench.liar.LiarQuestion;
import berkeley.bench.recipes.RecipesQuestion;
import berkeley.bench.result.Results;
import berkeley.bench.scale.ScaleQuestion;
import berkeley.bench.servo.ServoQuestion;
import berkeley.bench.start.StartQuestion;
import berkeley.bench.yardstick.YardstickQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All questions, and what answers each. The help of {@code bench/run} describes what they measure
 * and which options they have.
 */
enum Question {
  SERVO(
      4,
      (options, home, results) -> {
        requireNone(options);
        ServoQuestion.scenarios(results);
        return true;
      }),
  ROBUSTNESS(
      6,
      (options, home, results) -> {
        requireNone(options);
        ServoQuestion.robustness(results);
        return true;
      }),
  CLOCK(
      6,
      (options, home, results) -> {
        requireNone(options);
        return ClockQuestion.answer(results);
      }),
  RECIPES(
      1,
      (options, home, results) -> {
        requireNone(options);
        return RecipesQuestion.answer(results);
      }),
  EMBEDDED(2, EmbeddedQuestion::answer),
  ACCURACY(
      13,
      (options, home, results) ->
          AccuracyQuestion.answer(AccuracySettings.parse(options), home, results)),
  CONTENDERS(25, ContendersQuestion::answer),
  COUNTER(40, CounterQuestion::answer),
  FAILOVER(
      20,
      (options, home, results) ->
          FailoverQuestion.answer(FailoverSettings.parse(options), home, results)),
  OBSERVED(
      5,
      (options, home, results) ->
          ObservedQuestion.answer(ObservedSettings.parse(options), home, results)),
  TLS(3, (options, home, results) -> TlsQuestion.answer(TlsSettings.parse(options), home, results)),
  HOSTILE(
      2,
      (options, home, results) ->
          HostileQuestion.answer(HostileSettings.parse(options), home, results)),
  SCALE(5, ScaleQuestion::answer),
  START(4, StartQuestion::answer),
  NAMESPACES(4, HostsQuestion::answer),
  LIAR(10, LiarQuestion::answer),
  YARDSTICK(0, YardstickQuestion::answer),
  ALL(0, Question::all);

  /** Answers a question. */
  interface Answer {
    /**
     * Measures, prints the results and writes them.
     *
     * @param options what follows the question on the command line
     * @param home the checkout, built
     * @return whether every figure that is asked for was reached
     * @throws IllegalArgumentException if an option makes no sense, saying why
     * @throws Exception if something is not there, or broke off
     */
    boolean give(List<String> options, Path home, Results results) throws Exception;
  }

  /** All are lambdas without state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Answer answer;

  private final Duration usually;

  /**
   * Creates a question.
   *
   * @param minutes how long its answer usually takes; 0 for one that is not asked with all others
   */
  Question(int minutes, Answer answer) {
    this.usually = Duration.ofMinutes(minutes);
    this.answer = answer;
  }

  private static boolean all(List<String> options, Path home, Results results)
      throws IOException, InterruptedException {
    requireNone(options);
    Stream<AllQuestions.Planned> planned =
        Arrays.stream(values())
            .filter(each -> !each.usually.isZero())
            .map(each -> new AllQuestions.Planned(each.word(), each.usually));
    Stream<AllQuestions.Planned> besides =
        Stream.of(
            new AllQuestions.Planned("hostile --tls yes", Duration.ofMinutes(2)),
            new AllQuestions.Planned(
                "scale --slaves 1000 --rounds 3 --steady 9m", Duration.ofMinutes(11)));
    return AllQuestions.of(home, Stream.concat(planned, besides).toList(), results).ask();
  }

  Answer answer() {
    return answer;
  }

  /** Returns its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the question of that name. */
  static Optional<Question> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Returns all names, for a sentence. */
  static String words() {
    return Arrays.stream(values()).map(Question::word).collect(Collectors.joining(", "));
  }

  private static void requireNone(List<String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is one word too many: this question has no options".formatted(options.get(0)));
    }
  }
}
