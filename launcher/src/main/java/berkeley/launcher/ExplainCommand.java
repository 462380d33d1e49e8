package berkeley.launcher;

import berkeley.api.wire.PushReport;
import berkeley.harness.console.ExitCode;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.explain.ExerciseClocks;
import berkeley.launcher.explain.ExerciseJson;
import berkeley.launcher.explain.ExerciseTable;
import berkeley.master.Agreement;
import berkeley.master.Agreements;
import berkeley.master.CorrectionRules;
import berkeley.master.TempoAgreement;
import berkeley.master.explain.ExampleRound;
import berkeley.master.explain.ExplanationText;
import berkeley.master.explain.ExplanationText.Exchange;
import berkeley.master.explain.PushExample;
import berkeley.master.explain.RoundExplanation;
import berkeley.master.explain.TimeNotation;
import berkeley.master.explain.WallTimes;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calculates a round as an exercise or an exam has it, without starting anything. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Calculates a round of given clocks: each message, who counts, the average, each adjustment,"
          + " and the table. Nothing is started.",
      "The first clock is the master's. All are times, HH:MM or HH:MM:SS, or all plain numbers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley explain 3:00 2:50 3:25 --include-master",
      "  berkeley explain 185 175 180 205 --average tempo --gamma 15 --include-master"
          + " --leave-rejected",
      "  berkeley explain m=3:00 a=2:50 b=3:25 --exchange push"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int MOST_PASSES = 100;
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  @Spec private CommandSpec command;

  /** What carries the times. */
  enum Messages {
    /** The master asks for them. */
    time,
    /** The master says its own, the slaves answer with the difference. */
    difference,
    /** The slaves send them. */
    push
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "[NAME=]TIME[+-BOUND]",
      description = "What each clock shows; with a bound, how far the reading may be off.")
  private List<String> clocks = List.of();

  @Option(
      names = "--average",
      paramLabel = "NAME",
      completionCandidates = MasterOptions.AverageNames.class,
      description = "How the offsets become one: ${COMPLETION-CANDIDATES} (default: mean).")
  private String average = "mean";

  @Option(
      names = "--gamma",
      paramLabel = "DIFFERENCE",
      description =
          "With --average tempo: how far two clocks that count may differ, as the clocks are"
              + " written: 0:10, or 15.")
  private @Nullable String gamma;

  @Option(names = "--include-master", description = "Count the master's own clock in the average.")
  private boolean includeMaster;

  @Option(
      names = "--leave-rejected",
      description = "Leave clocks that do not count as they are, instead of correcting them too.")
  private boolean leaveRejected;

  @Option(
      names = "--threshold",
      paramLabel = "DIFFERENCE",
      description = "Correct nobody unless a clock is farther than this from the average.")
  private @Nullable String threshold;

  @Option(
      names = "--exchange",
      paramLabel = "NAME",
      description =
          "What the messages carry: ${COMPLETION-CANDIDATES} (default: time). With difference the"
              + " slaves compute it from the master's time; with push they send their times by"
              + " themselves, in this order.")
  private Messages exchange = Messages.time;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "With --exchange push: how often each slave sends its time (default: 1).")
  private @Nullable Integer passes;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      requireSense();
      ExerciseClocks given = ExerciseClocks.parse(clocks);
      if (exchange == Messages.push) {
        pushes(given);
      } else {
        round(given);
      }
      return ExitCode.DONE;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new ParameterException(command.commandLine(), "the clocks are too far apart", e);
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void requireSense() {
    if (clocks.isEmpty()) {
      throw new IllegalArgumentException(
          "the clocks are missing; give the master's and the others': 3:00 2:50 3:25");
    }
    if (gamma != null && !average.equals("tempo")) {
      throw new IllegalArgumentException("--gamma needs --average tempo; add it, or leave it out");
    }
    if (passes != null && exchange != Messages.push) {
      throw new IllegalArgumentException("--passes needs --exchange push");
    }
    if (passes != null && (passes < 1 || passes > MOST_PASSES)) {
      throw new IllegalArgumentException(
          "--passes: %d is not in 1..%d".formatted(passes, MOST_PASSES));
    }
    if (exchange == Messages.push
        && !(average.equals("mean") && threshold == null && !leaveRejected)) {
      throw new IllegalArgumentException(
          "--exchange push answers with the plain mean, the master counted, and always; leave"
              + " --average, --threshold and --leave-rejected out");
    }
  }

  private void round(ExerciseClocks given) {
    TimeNotation notation = given.notation();
    Duration range = difference("--gamma", gamma, notation, TempoAgreement.DEFAULT_GAMMA);
    Duration least = difference("--threshold", threshold, notation, Duration.ZERO);
    CorrectionRules rules = new CorrectionRules(leaveRejected, least, true);
    Agreement agreement = Agreements.byName(average, range);
    RoundExplanation round =
        new ExampleRound(given.clocks(), agreement, includeMaster, rules).explain();
    if (json) {
      out().println(new ExerciseJson(notation).round(round, average));
      return;
    }
    Exchange messages = exchange == Messages.difference ? Exchange.DIFFERENCE : Exchange.TIME;
    List<String> lines =
        new ArrayList<>(
            new ExplanationText(notation, average, range.toNanos(), includeMaster, rules)
                .lines(round, messages));
    lines.add("");
    lines.addAll(ExerciseTable.lines(round, notation));
    if (!includeMaster) {
      RoundExplanation other = new ExampleRound(given.clocks(), agreement, true, rules).explain();
      lines.add("");
      lines.add(
          "with the master's own clock counted (--include-master) "
              + (other.agreed()
                  ? "the average is " + notation.time(other.masterNanos() + other.averageNanos())
                  : "there is no agreement"));
    }
    lines.addAll(pastMidnight(given));
    lines.forEach(out()::println);
  }

  private static List<String> pastMidnight(ExerciseClocks given) {
    long least = given.clocks().stream().mapToLong(each -> each.timeNanos()).min().orElse(0);
    long most = given.clocks().stream().mapToLong(each -> each.timeNanos()).max().orElse(0);
    return given.notation() instanceof WallTimes && most - least > HALF_A_DAY.toNanos()
        ? List.of(
            "these clocks are more than 12 h apart; write a time after midnight as one of the next"
                + " day: 24:10")
        : List.of();
  }

  private void pushes(ExerciseClocks given) {
    if (given.clocks().size() < 2) {
      throw new IllegalArgumentException("there is 1 clock, wanted 2 or more: the master's first");
    }
    List<PushReport> pushes = new PushExample(given.clocks()).explain(passes == null ? 1 : passes);
    if (json) {
      out().println(new ExerciseJson(given.notation()).pushes(pushes));
    } else {
      pushes.forEach(push -> out().println(ExplanationText.lineWithStep(push, given.notation())));
      out()
          .println(
              "the master stays, and counts what it heard of each last until that one sends again");
    }
  }

  private static Duration difference(
      String option, @Nullable String text, TimeNotation notation, Duration otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      long nanos = notation.parseDifference(text);
      if (nanos <= 0) {
        throw new IllegalArgumentException("%s is not more than 0".formatted(text));
      }
      return Duration.ofNanos(nanos);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
