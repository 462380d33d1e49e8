package berkeley.launcher.cli;

import berkeley.master.Agreements;
import berkeley.master.MasterSettings;
import berkeley.master.RoundSpacing;
import berkeley.slave.RoundsBuilder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
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
  private Duration period;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      description = "How long a round waits for members that do not answer; at most the period.")
  private Duration deadline;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Probes in a burst, of which the one with the smallest round trip is used.")
  private Integer samples;

  @Option(
      names = "--average",
      paramLabel = "NAME",
      completionCandidates = AverageNames.class,
      description = "How the clocks' offsets are combined: ${COMPLETION-CANDIDATES}.")
  private String average;

  @Option(
      names = "--include-master",
      description = "Count the master's own clock in the average; by default it is left out.")
  private boolean includeMaster;

  @Option(
      names = "--poll-max",
      paramLabel = "DURATION",
      description = {
        "The longest time between two rounds; while all clocks are stable rounds become rarer"
            + " (default: 0s, a round in each period)."
      })
  private Duration longestPoll;

  @Option(
      names = "--bound-limit",
      paramLabel = "DURATION",
      description =
          "With --poll-max: the error bound that no member may exceed before the next round"
              + " (default: 1ms).")
  private Duration boundLimit;

  /**
   * Returns the settings. If no deadline is given, a short period shortens it too.
   *
   * @param rounds the number of rounds, 0 for no end
   * @throws ParameterException if a value is out of its range
   */
  public MasterSettings settings(long rounds) {
    MasterSettings.Builder settings =
        MasterSettings.builder().includeMaster(includeMaster).rounds(rounds);
    Optional.ofNullable(period).ifPresent(settings::period);
    Optional.ofNullable(deadline).ifPresent(settings::deadline);
    Optional.ofNullable(samples).ifPresent(settings::samples);
    Optional.ofNullable(average).ifPresent(settings::average);
    try {
      return settings.pace(pace()).build();
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
          .rttLimit(settings.rttLimit())
          .count(settings.rounds())
          .rarer(settings.pace().longest(), settings.pace().boundLimit());
      if (settings.includeMaster()) {
        rounds.includeMaster();
      }
    };
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
