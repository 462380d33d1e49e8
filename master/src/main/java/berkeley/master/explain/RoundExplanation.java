package berkeley.master.explain;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.master.Agreement;
import berkeley.master.Vote;
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
 * @param middle whether it is the middle of all, since the strategy found none at a cold start
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
    boolean middle,
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
   * @param agreement how the master combines the offsets
   * @param includeMaster whether the master's own time counts
   * @param allStep whether every clock steps; otherwise newcomers do, and the others slew
   */
  public static RoundExplanation of(
      RoundReport report,
      long masterNanos,
      long masterAfterNanos,
      Agreement agreement,
      boolean includeMaster,
      boolean allStep) {
    boolean coldStart = isColdStart(report);
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
        coldStart && agreement.agree(votes(report, includeMaster)).isEmpty(),
        report.agreedOffsetNanos(),
        report.masterDeltaNanos(),
        masterAfterNanos,
        clocks);
  }

  /** Nobody is accepted where all are newcomers, who can lose a vote all the same. */
  private static boolean isColdStart(RoundReport report) {
    boolean accepted =
        report.members().stream().anyMatch(member -> member.outcome() == Outcome.ACCEPTED);
    boolean newcomers =
        report.members().stream().anyMatch(member -> member.outcome() == Outcome.NEWCOMER);
    return newcomers && !accepted && report.agreedOffsetNanos() != 0;
  }

  /** Returns what was voted with at a cold start: what was measured in this round. */
  private static List<Vote> votes(RoundReport report, boolean includeMaster) {
    List<Vote> votes = new ArrayList<>();
    for (MemberReport member : report.members()) {
      if (member.outcome() != Outcome.UNREACHABLE) {
        votes.add(new Vote(member.id(), member.offsetNanos(), member.errorBoundNanos()));
      }
    }
    if (includeMaster) {
      votes.add(new Vote(report.master(), 0, 0));
    }
    return votes;
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
