package berkeley.master.explain;

import berkeley.api.wire.PushReport;
import berkeley.master.CorrectionRules;
import java.util.ArrayList;
import java.util.List;

/**
 * A round in sentences, a line for each message and each decision, in the order in which they are
 * made. Immutable.
 */
public final class ExplanationText {

  private final TimeNotation notation;
  private final String average;
  private final long gammaNanos;
  private final boolean includeMaster;
  private final CorrectionRules rules;

  /** Which message carries what; the figures are the same. */
  public enum Exchange {
    /** The master asks, the members say their times. */
    TIME,
    /** The master says its time, the members answer how far they are from it. */
    DIFFERENCE
  }

  /**
   * Prepares to tell rounds.
   *
   * @param notation how times are written
   * @param average the agreement's name
   * @param gammaNanos how far two counted clocks may differ, for {@code tempo}
   * @param includeMaster whether the master's own time is to count
   * @param rules who is sent a correction
   */
  public ExplanationText(
      TimeNotation notation,
      String average,
      long gammaNanos,
      boolean includeMaster,
      CorrectionRules rules) {
    this.notation = notation;
    this.average = average;
    this.gammaNanos = gammaNanos;
    this.includeMaster = includeMaster;
    this.rules = rules;
  }

  /** Returns the lines of a round in which the master asks for times. */
  public List<String> lines(RoundExplanation round) {
    return lines(round, Exchange.TIME);
  }

  /** Returns the lines of a round. */
  public List<String> lines(RoundExplanation round, Exchange exchange) {
    List<String> lines = new ArrayList<>();
    for (ExplainedClock clock : round.clocks()) {
      lines.add(clock.answered() ? asked(round, clock, exchange) : silent(clock));
    }
    lines.add(agreement(round));
    lines.addAll(corrections(round));
    return lines;
  }

  /** Returns a slave's message, the average and the answer as a line. */
  public static String line(PushReport push, TimeNotation notation) {
    return "%s sends %s, %s; average of %d (%s): %s; answered %s"
        .formatted(
            push.id(),
            notation.time(push.readingNanos()),
            notation.direction(push.offsetNanos()),
            push.counted().size(),
            String.join(", ", push.counted()),
            notation.signedAmount(push.averageNanos()),
            notation.signed(push.deltaNanos()));
  }

  /** Returns the same, and what the slave shows then, if it steps. */
  public static String lineWithStep(PushReport push, TimeNotation notation) {
    return "%s; %s now %s"
        .formatted(line(push, notation), push.id(), notation.time(push.afterNanos()));
  }

  private String asked(RoundExplanation round, ExplainedClock clock, Exchange exchange) {
    String said = notation.direction(clock.offsetNanos());
    String asked =
        exchange == Exchange.TIME
            ? "asked %s: %s, %s"
                .formatted(
                    clock.id(), notation.time(round.masterNanos() + clock.offsetNanos()), said)
            : "said %s to %s: it answers %s, %s"
                .formatted(
                    notation.time(round.masterNanos()),
                    clock.id(),
                    notation.signed(clock.offsetNanos()),
                    said);
    return clock.counted() ? asked : asked + "; does not count: " + clock.reason();
  }

  private static String silent(ExplainedClock clock) {
    return "asked %s: no answer, left out of this round (%s)".formatted(clock.id(), clock.reason());
  }

  private String agreement(RoundExplanation round) {
    if (!round.agreed()) {
      return "no agreement: nobody counts, so the master's own time stands";
    }
    if (round.averageNanos() == 0 && !rules.exactly()) {
      return strategy(round) + ": nearer than its own error, so the master's time stands";
    }
    return "%s: %s, which is %s%s"
        .formatted(
            strategy(round),
            notation.signedAmount(round.averageNanos()),
            notation.time(round.masterNanos() + round.averageNanos()),
            round.masterCounted() && !includeMaster
                ? "; the master counts because the others alone have no majority"
                : "");
  }

  /** Returns what the strategy computes, in words that fit it. */
  private String strategy(RoundExplanation round) {
    int size = round.counted().size();
    String names = String.join(", ", round.counted());
    int dropped = (voters(round) - 1) / 3;
    if (round.middle()) {
      return "no majority agrees at the start, so middle of %d (%s), the %d lowest and the %<d highest left out"
          .formatted(size, names, dropped);
    }
    return switch (average) {
      case "tempo" ->
          "average of the %d within %s of one another (%s)"
              .formatted(size, notation.amount(gammaNanos), names);
      case "midpoint" ->
          "middle of %d (%s), the %d lowest and the %<d highest of all left out"
              .formatted(size, names, dropped);
      case "intersection" ->
          "weighted average of the %d whose intervals meet (%s)".formatted(size, names);
      default -> "average of %d (%s)".formatted(size, names);
    };
  }

  private int voters(RoundExplanation round) {
    int members = (int) round.clocks().stream().filter(ExplainedClock::answered).count();
    return members + (includeMaster || round.masterCounted() ? 1 : 0);
  }

  private List<String> corrections(RoundExplanation round) {
    List<String> lines = new ArrayList<>();
    boolean anybody =
        round.masterDeltaNanos() != 0 || round.clocks().stream().anyMatch(ExplainedClock::told);
    if (!anybody && round.agreed() && !rules.threshold().isZero()) {
      lines.add(
          "nobody is more than %s from it: no correction"
              .formatted(notation.amount(rules.threshold().toNanos())));
      return lines;
    }
    for (ExplainedClock clock : round.clocks()) {
      if (clock.told()) {
        lines.add(
            "told %s: %s; %s"
                .formatted(
                    clock.id(),
                    notation.signed(clock.deltaNanos()),
                    now(clock.id(), clock.afterNanos(), target(round))));
      } else if (clock.answered() && clock.reason().contains("correction failed")) {
        lines.add(
            "told %s, and nobody knows whether it heard (%s)"
                .formatted(clock.id(), clock.reason()));
      } else if (clock.answered()) {
        lines.add("%s is left at %s".formatted(clock.id(), notation.time(clock.afterNanos())));
      }
    }
    lines.add(own(round));
    return lines;
  }

  private String own(RoundExplanation round) {
    String name = round.master();
    if (round.masterDeltaNanos() == 0) {
      return "%s stays: %s".formatted(name, notation.time(round.masterAfterNanos()));
    }
    return "%s itself: %s; %s"
        .formatted(
            name,
            notation.signed(round.masterDeltaNanos()),
            now(name, round.masterAfterNanos(), target(round)));
  }

  private static long target(RoundExplanation round) {
    return round.masterNanos() + round.averageNanos();
  }

  private String now(String name, long nanos, long target) {
    String shows = "%s now %s".formatted(name, notation.time(nanos));
    long missing = target - nanos;
    return notation.time(nanos).equals(notation.time(target))
        ? shows
        : shows + ", with %s to go by slewing".formatted(notation.signed(missing));
  }
}
