package berkeley.launcher.cli;

import berkeley.master.Agreements;
import berkeley.master.CorrectionRules;
import berkeley.master.MasterSettings;
import berkeley.master.RoundSpacing;
import berkeley.slave.RoundsBuilder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a master, shared by all commands that start one. */
public final class MasterOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--period",
      paramLabel = "DURATION",
      description = "From the start of a round to the start of the next (default: 1s).")
  private @Nullable Duration period;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      description = "How long a round waits for members that do not answer; at most the period.")
  private @Nullable Duration deadline;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Probes in a burst, of which the one with the smallest round trip is used.")
  private @Nullable Integer samples;

  @Option(
      names = "--average",
      paramLabel = "NAME",
      completionCandidates = AverageNames.class,
      description = "How the clocks' offsets are combined: ${COMPLETION-CANDIDATES}.")
  private @Nullable String average;

  @Option(
      names = "--include-master",
      description = "Count the master's own clock in the average; by default it is left out.")
  private boolean includeMaster;

  @Option(
      names = "--gamma",
      paramLabel = "DURATION",
      description =
          "With --average tempo: how far two clocks that count may differ (default: 20ms).")
  private @Nullable Duration gamma;

  @Option(
      names = "--leave-rejected",
      description =
          "Leave clocks that do not count as they are; by default they are corrected all the same.")
  private boolean leaveRejected;

  @Option(
      names = "--threshold",
      paramLabel = "DURATION",
      description = {
        "Correct nobody in a round unless a clock is farther than this from the agreement"
            + " (default: 0s, a correction in each round). Nodes that are not corrected go into"
            + " holdover after some seconds."
      })
  private @Nullable Duration threshold;

  @Option(
      names = "--no-quick-start",
      description =
          "Keep the first rounds as far apart as all others; by default they follow one another"
              + " quickly until all bounds and rates are known.")
  private boolean noQuickStart;

  @Option(
      names = "--poll-max",
      paramLabel = "DURATION",
      description = {
        "The longest time between two rounds; while all clocks are stable rounds become rarer"
            + " (default: 0s, a round in each period)."
      })
  private @Nullable Duration longestPoll;

  @Option(
      names = "--bound-limit",
      paramLabel = "DURATION",
      description =
          "With --poll-max: the error bound that no member may exceed before the next round"
              + " (default: 1ms).")
  private @Nullable Duration boundLimit;

  /**
   * Returns the settings. If no deadline is given, a short period shortens it too.
   *
   * @param rounds the number of rounds, 0 for no end
   * @throws ParameterException if a value is out of its range
   */
  public MasterSettings settings(long rounds) {
    return over(MasterSettings.builder().rounds(rounds), Agreements.DEFAULT);
  }

  /**
   * Returns settings with what is given here in place of theirs.
   *
   * @throws ParameterException if a value is out of its range
   */
  public MasterSettings over(MasterSettings others) {
    MasterSettings.Builder settings = others.toBuilder();
    if (period != null && others.deadline().compareTo(period) > 0) {
      settings.deadline(period);
    }
    return over(settings, others.average());
  }

  private MasterSettings over(MasterSettings.Builder settings, String usualAverage) {
    Optional.ofNullable(period).ifPresent(settings::period);
    Optional.ofNullable(deadline).ifPresent(settings::deadline);
    Optional.ofNullable(samples).ifPresent(settings::samples);
    Optional.ofNullable(average).ifPresent(settings::average);
    Optional.ofNullable(gamma).ifPresent(settings::gamma);
    try {
      if (includeMaster) {
        settings.includeMaster(true);
      }
      if (noQuickStart) {
        settings.quickStart(false);
      }
      if (gamma != null && !(average == null ? usualAverage : average).equals("tempo")) {
        throw new IllegalArgumentException(
            "--gamma needs --average tempo; add it, or leave it out");
      }
      if (leaveRejected || threshold != null) {
        settings.corrections(corrections());
      }
      if (longestPoll != null || boundLimit != null) {
        settings.pace(pace());
      }
      return settings.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Returns what has a node lead as it is said here. */
  public static Consumer<RoundsBuilder> asIn(MasterSettings settings) {
    return rounds -> {
      rounds
          .period(settings.period())
          .deadline(settings.deadline())
          .samples(settings.samples())
          .average(settings.average())
          .gamma(settings.gamma())
          .threshold(settings.corrections().threshold())
          .rttLimit(settings.rttLimit())
          .count(settings.rounds())
          .rarer(settings.pace().longest(), settings.pace().boundLimit());
      if (settings.includeMaster()) {
        rounds.includeMaster();
      }
      if (settings.corrections().leaveRejected()) {
        rounds.leaveRejected();
      }
      if (!settings.quickStart()) {
        rounds.withoutQuickStart();
      }
    };
  }

  private CorrectionRules corrections() {
    return CorrectionRules.DEFAULT
        .withLeaveRejected(leaveRejected)
        .withThreshold(threshold == null ? Duration.ZERO : threshold);
  }

  private RoundSpacing pace() {
    if (boundLimit != null && longestPoll == null) {
      throw new IllegalArgumentException(
          "--bound-limit needs --poll-max; add it, or leave both out");
    }
    return new RoundSpacing(
        longestPoll == null ? RoundSpacing.STEADY.longest() : longestPoll,
        boundLimit == null ? RoundSpacing.STEADY.boundLimit() : boundLimit);
  }

  /** The names that {@code --average} accepts, for the help text. */
  public static final class AverageNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Agreements.names().iterator();
    }
  }
}
