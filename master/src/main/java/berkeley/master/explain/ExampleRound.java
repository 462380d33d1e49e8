package berkeley.master.explain;

import berkeley.master.Agreement;
import berkeley.master.CorrectionRules;
import berkeley.master.Round;
import berkeley.master.Round.Answer;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import berkeley.master.Sample;
import berkeley.master.Vote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A round as an exercise has it: all clocks are read at one instant and without error unless one is
 * given, and step. It is decided by the class that decides a running master's rounds. Immutable.
 */
public final class ExampleRound {

  private final ExampleClock master;
  private final List<ExampleClock> others;
  private final Round round;
  private final String whyRejected;

  /**
   * Prepares a round.
   *
   * @param clocks the master's first; at least two, with distinct names
   * @param agreement how the offsets become one
   * @param includeMaster whether the master's own time counts
   * @param rules who is sent a correction
   * @throws IllegalArgumentException if there are fewer than two clocks, two of one name, or a
   *     bound of the master's
   */
  public ExampleRound(
      List<ExampleClock> clocks,
      Agreement agreement,
      boolean includeMaster,
      CorrectionRules rules) {
    if (clocks.size() < 2) {
      throw new IllegalArgumentException(
          "there are %d clocks, wanted 2 or more: the master's first".formatted(clocks.size()));
    }
    if (clocks.get(0).errorBoundNanos() != 0) {
      throw new IllegalArgumentException(
          "%s is the master, against whose clock the others are measured: it has no bound"
              .formatted(clocks.get(0).id()));
    }
    Set<String> names = new HashSet<>();
    for (ExampleClock clock : clocks) {
      if (!names.add(clock.id())) {
        throw new IllegalArgumentException("two clocks are called '%s'".formatted(clock.id()));
      }
    }
    this.master = clocks.get(0);
    this.others = List.copyOf(clocks.subList(1, clocks.size()));
    this.round = new Round(agreement, includeMaster, master.id(), rules.withExactly(true));
    this.whyRejected = whyRejected(agreement.name());
  }

  private static String whyRejected(String agreement) {
    return switch (agreement) {
      case "tempo" -> "too far from those that agree";
      case "midpoint" -> "outside those that remain";
      default -> "its interval misses that of the others";
    };
  }

  /**
   * Calculates the round.
   *
   * @throws ArithmeticException if two clocks are more than 292 years apart
   */
  public RoundExplanation explain() {
    List<Answer> answers = new ArrayList<>();
    for (ExampleClock clock : others) {
      long offset = Math.subtractExact(clock.timeNanos(), master.timeNanos());
      Sample sample = new Sample(clock.timeNanos(), offset, clock.errorBoundNanos(), 0);
      answers.add(
          new Answer(false, sample, true, new Vote(clock.id(), offset, clock.errorBoundNanos())));
    }
    Decision decision = round.decide(answers, false);
    Set<String> counted = decision.counted();
    long masterAfter = master.timeNanos() + decision.masterDeltaNanos();
    return new RoundExplanation(
        1,
        master.id(),
        master.timeNanos(),
        counted.contains(master.id()),
        !counted.isEmpty(),
        false,
        decision.agreedOffsetNanos(),
        decision.masterDeltaNanos(),
        masterAfter,
        decision.corrections().stream()
            .map(each -> clock(each, counted.contains(each.answer().id())))
            .toList());
  }

  private ExplainedClock clock(Correction correction, boolean counted) {
    Sample sample = correction.answer().sample();
    long delta = correction.sent() ? correction.deltaNanos() : 0;
    return new ExplainedClock(
        correction.answer().id(),
        true,
        sample.offsetNanos(),
        counted,
        correction.reason().isEmpty() ? "" : whyRejected,
        correction.sent(),
        delta,
        sample.readingNanos() + delta);
  }
}
