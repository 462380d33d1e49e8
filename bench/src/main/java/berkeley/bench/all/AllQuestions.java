package berkeley.bench.all;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions one after the other, each in a process of its own, and writes after each what
 * has been answered, of which code, and how long it took. So a run that was ended goes on where it
 * stopped, and the next one can say how long it will take. Questions that were answered of other
 * code are asked again.
 */
public final class AllQuestions {

  private static final String NAME = "all";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** As {@code bench/run} exits: every figure reached, or not. */
  private static final int REACHED = 0;

  private static final int MISSED = 1;

  private final List<Planned> questions;
  private final String code;
  private final Runner runner;
  private final LongSupplier ticks;
  private final Results results;

  /**
   * A question and how long its answer usually takes.
   *
   * @param word its name, and its options with blanks between them
   * @param usually a first guess, which counts until it has been measured
   */
  public record Planned(String word, Duration usually) {}

  /** Answers one question. */
  @FunctionalInterface
  public interface Runner {

    /**
     * Returns the exit code of {@code bench/run}.
     *
     * @throws IOException if it cannot be started
     * @throws InterruptedException if interrupted while waiting
     */
    int answer(String word) throws IOException, InterruptedException;
  }

  /**
   * Plans a run.
   *
   * @param questions in the order in which they are asked
   * @param code identifies the code that is measured
   * @param runner answers each
   * @param ticks a counter, nanoseconds
   * @param results where the progress is kept
   */
  public AllQuestions(
      List<Planned> questions, String code, Runner runner, LongSupplier ticks, Results results) {
    this.questions = List.copyOf(questions);
    this.code = code;
    this.runner = runner;
    this.ticks = ticks;
    this.results = results;
  }

  /**
   * Plans a run over a checkout.
   *
   * @param home the checkout, with the {@code bench/run} script in it
   * @throws IOException if git cannot be asked for the code
   * @throws InterruptedException if interrupted while waiting for it
   */
  public static AllQuestions of(Path home, List<Planned> questions, Results results)
      throws IOException, InterruptedException {
    Path script = home.resolve("bench").resolve("run");
    return new AllQuestions(
        questions,
        MeasuredCode.of(home),
        word -> new ProcessBuilder(line(script, word)).inheritIO().start().waitFor(),
        HostTicks::now,
        results);
  }

  private static List<String> line(Path script, String question) {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(question.split(" ", -1)));
    return line;
  }

  /** An answer that was given. */
  private record Given(String code, long seconds, boolean reached) {}

  /**
   * Asks what has not been answered of this code.
   *
   * @return whether all are answered, and every figure that was asked for was reached
   * @throws IOException if the progress cannot be kept, or a process cannot be started
   * @throws InterruptedException if interrupted while waiting for one
   */
  public boolean ask() throws IOException, InterruptedException {
    Map<String, Given> given = given();
    List<Planned> left = left(given);
    results.print(plan(left, given));
    List<String> unanswered = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      String word = left.get(i).word();
      results.print(
          "%n== %s, %d of %d, some %s left%n"
              .formatted(
                  word, i + 1, left.size(), text(total(left.subList(i, left.size()), given))));
      long begun = ticks.getAsLong();
      int exit = runner.answer(word);
      if (exit == REACHED || exit == MISSED) {
        long seconds = Math.max(1, (ticks.getAsLong() - begun) / NANOS_PER_SECOND);
        given.put(word, new Given(code, seconds, exit == REACHED));
        keep(given);
      } else {
        unanswered.add(word);
      }
    }
    return report(given, unanswered);
  }

  private List<Planned> left(Map<String, Given> given) {
    return questions.stream().filter(each -> !isAnswered(given.get(each.word()))).toList();
  }

  private boolean isAnswered(@Nullable Given answer) {
    return answer != null && answer.code().equals(code);
  }

  private String plan(List<Planned> left, Map<String, Given> given) {
    StringBuilder text = new StringBuilder();
    int done = questions.size() - left.size();
    if (done > 0) {
      text.append(
          "%d of %d questions have been answered of this code, going on with the others%n"
              .formatted(done, questions.size()));
    }
    left.forEach(
        each ->
            text.append("%-12s %s%n".formatted(each.word(), text(total(List.of(each), given)))));
    return text.append("%-12s %s%n".formatted("in all", text(total(left, given)))).toString();
  }

  /** Returns how long they take: as long as the last time, or else as usual. */
  private static Duration total(List<Planned> some, Map<String, Given> given) {
    Duration sum = Duration.ZERO;
    for (Planned each : some) {
      Given last = given.get(each.word());
      sum = sum.plus(last == null ? each.usually() : Duration.ofSeconds(last.seconds()));
    }
    return sum;
  }

  private static String text(Duration length) {
    long minutes = (length.toSeconds() + 59) / 60;
    return minutes == 1 ? "1 minute" : minutes + " minutes";
  }

  private boolean report(Map<String, Given> given, List<String> unanswered) {
    List<String> missed =
        questions.stream()
            .map(Planned::word)
            .filter(word -> !unanswered.contains(word) && !reached(given, word))
            .toList();
    results.print(
        "%nall: %d answered, %s%s%n"
            .formatted(
                questions.size() - unanswered.size(),
                missed.isEmpty() ? "every figure reached" : "figures missed in " + missed,
                unanswered.isEmpty() ? "" : ", not answered: " + unanswered));
    return missed.isEmpty() && unanswered.isEmpty();
  }

  private static boolean reached(Map<String, Given> given, String word) {
    Given answer = given.get(word);
    return answer != null && answer.reached();
  }

  private Map<String, Given> given() throws IOException {
    Map<String, Given> given = new LinkedHashMap<>();
    if (results.read(NAME).get("results") instanceof List<?> rows) {
      for (Object each : rows) {
        if (each instanceof Map<?, ?> row && row.get("seconds") instanceof Number seconds) {
          given.put(
              String.valueOf(row.get("question")),
              new Given(
                  String.valueOf(row.get("code")),
                  seconds.longValue(),
                  Boolean.TRUE.equals(row.get("reached"))));
        }
      }
    }
    return given;
  }

  private void keep(Map<String, Given> given) throws IOException {
    Table table = new Table("question", "took", "every figure reached", "code");
    List<Map<String, Object>> rows = new ArrayList<>();
    given.forEach(
        (word, answer) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("question", word);
          row.put("code", answer.code());
          row.put("seconds", answer.seconds());
          row.put("reached", answer.reached());
          rows.add(row);
          String took = answer.seconds() + " s";
          String unused = table.add(word, took, answer.reached() ? "yes" : "no", answer.code());
        });
    results.write(NAME, Map.of("results", rows), table);
  }
}
