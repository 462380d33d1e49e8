package berkeley.master.explain;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.ArrayList;
import java.util.List;

/**
 * A round, told with wall times: all of them at one instant, that of its end.
 *
 * @param round its number
 * @param master the master's name
 * @param masterNanos what the master's clock would show if the round had not corrected it
 * @param masterCounted whether the master's own time counted
 * @param agreed whether there is an average
 * @param averageNanos the offset that was agreed on, against the master's clock; 0 if none
 * @param masterDeltaNanos the master's correction of its own clock
 * @param masterAfterNanos what the master's clock shows after the round
 * @param clocks the members, in the order in which they are told
 */
public record RoundExplanation(
    long round,
    String master,
    long masterNanos,
    boolean masterCounted,
    boolean agreed,
    long averageNanos,
    long masterDeltaNanos,
    long masterAfterNanos,
    List<ExplainedClock> clocks) {

  /** Copies the list. */
  public RoundExplanation {
    clocks = List.copyOf(clocks);
  }

  /**
   * Explains a round that a running master has led.
   *
   * <p>Newcomers count only where all are newcomers, at a cold start. A report does not say whether
   * the master's own time counted where the others' votes alone gave no majority.
   *
   * @param report what the master reports
   * @param masterNanos what its clock would show just after the round if that had not corrected it
   * @param masterAfterNanos what its clock shows just after the round
   * @param includeMaster whether the master's own time counts
   * @param allStep whether every clock steps; otherwise newcomers do, and the others slew
   */
  public static RoundExplanation of(
      RoundReport report,
      long masterNanos,
      long masterAfterNanos,
      boolean includeMaster,
      boolean allStep) {
    boolean voters =
        report.members().stream()
            .anyMatch(
                member ->
                    member.outcome() == Outcome.ACCEPTED || member.outcome() == Outcome.REJECTED);
    boolean coldStart = !voters && report.agreedOffsetNanos() != 0;
    List<ExplainedClock> clocks = new ArrayList<>();
    for (MemberReport member : report.members()) {
      boolean counted =
          member.outcome() == Outcome.ACCEPTED
              || (member.outcome() == Outcome.NEWCOMER && coldStart);
      boolean steps = allStep || member.outcome() == Outcome.NEWCOMER;
      clocks.add(clock(member, masterNanos, counted, steps));
    }
    boolean agreed = clocks.stream().anyMatch(ExplainedClock::counted);
    return new RoundExplanation(
        report.round(),
        report.master(),
        masterNanos,
        includeMaster && agreed,
        agreed,
        report.agreedOffsetNanos(),
        report.masterDeltaNanos(),
        masterAfterNanos,
        clocks);
  }

  private static ExplainedClock clock(
      MemberReport member, long masterNanos, boolean counted, boolean steps) {
    return new ExplainedClock(
        member.id(),
        member.outcome() != Outcome.UNREACHABLE,
        member.offsetNanos(),
        counted,
        counted && member.outcome() == Outcome.NEWCOMER ? "" : member.reason(),
        member.deltaNanos() != 0,
        member.deltaNanos(),
        masterNanos + member.offsetNanos() + (steps ? member.deltaNanos() : 0));
  }

  /** Returns the names of the clocks that counted, the master's first if it did. */
  public List<String> counted() {
    List<String> names = new ArrayList<>();
    if (masterCounted) {
      names.add(master);
    }
    clocks.stream().filter(ExplainedClock::counted).map(ExplainedClock::id).forEach(names::add);
    return names;
  }
}
