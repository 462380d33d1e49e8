package berkeley.bench;

import berkeley.bench.result.Results;
import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Answers a question by measuring. Exit codes: 0 answered, 1 a figure that was asked for is missed,
 * 2 wrong usage, 3 something it needs is not there.
 */
public final class Bench {
  private static final int DONE = 0;
  private static final int MISSED = 1;
  private static final int USAGE = 2;
  private static final int ABSENT = 3;

  private Bench() {}

  /** Runs the program; started by {@code bench/run}. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(System.getProperty("berkeley.bench.results", "bench/results"));
    System.exit(run(args, new Results(folder, System.out), System.err));
  }

  static int run(String[] args, Results results, PrintStream err) throws Exception {
    List<String> words = List.of(args);
    Optional<Question> asked = words.isEmpty() ? Optional.empty() : Question.of(words.get(0));
    if (asked.isEmpty()) {
      err.println("bench: one of these is wanted: " + Question.words());
      return USAGE;
    }
    Path home = Path.of(System.getProperty("berkeley.bench.home", "."));
    try {
      boolean reached = asked.get().answer().give(words.subList(1, words.size()), home, results);
      return reached ? DONE : MISSED;
    } catch (IllegalArgumentException e) {
      err.println("bench: " + e.getMessage());
      return USAGE;
    } catch (CommandFailure | RunnerException e) {
      err.println("bench: " + e.getMessage());
    } catch (IOException e) {
      err.println("bench: it broke off, or the results cannot be written: " + e);
    }
    return ABSENT;
  }
}
