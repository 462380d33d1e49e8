package berkeley.bench;

import berkeley.bench.accuracy.AccuracyQuestion;
import berkeley.bench.accuracy.AccuracySettings;
import berkeley.bench.accuracy.ObservedQuestion;
import berkeley.bench.accuracy.ObservedSettings;
import berkeley.bench.accuracy.TlsQuestion;
import berkeley.bench.accuracy.TlsSettings;
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
import berkeley.bench.yardstick.YardstickQuestion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All questions, and what answers each. The help of {@code bench/run} describes what they measure
 * and which options they have.
 */
enum Question {
  SERVO(
      (options, home, results) -> {
        requireNone(options);
        ServoQuestion.scenarios(results);
        return true;
      }),
  ROBUSTNESS(
      (options, home, results) -> {
        requireNone(options);
        ServoQuestion.robustness(results);
        return true;
      }),
  CLOCK(
      (options, home, results) -> {
        requireNone(options);
        return ClockQuestion.answer(results);
      }),
  RECIPES(
      (options, home, results) -> {
        requireNone(options);
        return RecipesQuestion.answer(results);
      }),
  EMBEDDED(EmbeddedQuestion::answer),
  ACCURACY(
      (options, home, results) ->
          AccuracyQuestion.answer(AccuracySettings.parse(options), home, results)),
  CONTENDERS(ContendersQuestion::answer),
  COUNTER(CounterQuestion::answer),
  FAILOVER(
      (options, home, results) ->
          FailoverQuestion.answer(FailoverSettings.parse(options), home, results)),
  OBSERVED(
      (options, home, results) ->
          ObservedQuestion.answer(ObservedSettings.parse(options), home, results)),
  TLS((options, home, results) -> TlsQuestion.answer(TlsSettings.parse(options), home, results)),
  HOSTILE(
      (options, home, results) ->
          HostileQuestion.answer(HostileSettings.parse(options), home, results)),
  SCALE(ScaleQuestion::answer),
  NAMESPACES(HostsQuestion::answer),
  LIAR(LiarQuestion::answer),
  YARDSTICK(YardstickQuestion::answer);

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

  Question(Answer answer) {
    this.answer = answer;
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
