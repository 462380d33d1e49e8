package berkeley.bench;

import berkeley.bench.accuracy.AccuracyQuestion;
import berkeley.bench.accuracy.AccuracySettings;
import berkeley.bench.accuracy.ObservedQuestion;
import berkeley.bench.accuracy.ObservedSettings;
import berkeley.bench.accuracy.TlsQuestion;
import berkeley.bench.accuracy.TlsSettings;
import berkeley.bench.clock.ClockQuestion;
import berkeley.bench.failover.FailoverQuestion;
import berkeley.bench.failover.FailoverSettings;
import berkeley.bench.hostile.HostileQuestion;
import berkeley.bench.hostile.HostileSettings;
import berkeley.bench.servo.ServoQuestion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Answers one question by measuring. Exit codes: 0 answered, 1 a figure that was asked for is
 * missed, 2 wrong usage, 3 something it needs is not there.
 */
public final class Bench {
  private static final int DONE = 0;
  private static final int MISSED = 1;
  private static final int USAGE = 2;
  private static final int ABSENT = 3;
  private static final List<String> WITH_OPTIONS =
      List.of("accuracy", "failover", "tls", "hostile", "observed");

  private Bench() {}

  /** Started by {@code bench/run}. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(System.getProperty("berkeley.bench.results", "bench/results"));
    System.exit(run(args, new Results(folder, System.out), System.err));
  }

  static int run(String[] args, Results results, PrintStream err) throws Exception {
    List<String> words = List.of(args);
    if (!words.isEmpty() && WITH_OPTIONS.contains(words.get(0))) {
      return withOptions(words.get(0), words.subList(1, words.size()), results, err);
    }
    String question = args.length == 1 ? args[0] : "";
    try {
      switch (question) {
        case "servo" -> ServoQuestion.scenarios(results);
        case "robustness" -> ServoQuestion.robustness(results);
        case "clock" -> {
          return ClockQuestion.answer(results) ? DONE : MISSED;
        }
        default -> {
          err.println(
              "bench: one of servo, robustness, clock, accuracy, failover, tls, hostile and observed is"
                  + " wanted");
          return USAGE;
        }
      }
      return DONE;
    } catch (IOException e) {
      err.println("bench: the results cannot be written: " + e);
      return ABSENT;
    } catch (RunnerException e) {
      err.println("bench: " + e.getMessage());
      return ABSENT;
    }
  }

  private static int withOptions(
      String question, List<String> options, Results results, PrintStream err)
      throws InterruptedException {
    Path home = Path.of(System.getProperty("berkeley.bench.home", "."));
    try {
      boolean reached =
          switch (question) {
            case "accuracy" ->
                AccuracyQuestion.answer(AccuracySettings.parse(options), home, results);
            case "failover" ->
                FailoverQuestion.answer(FailoverSettings.parse(options), home, results);
            case "hostile" -> HostileQuestion.answer(HostileSettings.parse(options), home, results);
            case "observed" ->
                ObservedQuestion.answer(ObservedSettings.parse(options), home, results);
            default -> TlsQuestion.answer(TlsSettings.parse(options), home, results);
          };
      return reached ? DONE : MISSED;
    } catch (IllegalArgumentException e) {
      err.println("bench: " + e.getMessage());
      return USAGE;
    } catch (AbsentException e) {
      err.println("bench: " + e.getMessage());
    } catch (IOException e) {
      err.println("bench: it broke off, or the results cannot be written: " + e);
    }
    return ABSENT;
  }
}
