package berkeley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessorRankingTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void theNextMasterMayBeWhicheverMemberIsFarthest() {
    SuccessorRanking after =
        after(SuccessorRanking.UNKNOWN, 0, accepted("a", -300, 500), accepted("b", 0, 200));

    assertEquals(800, after.doubtNanos());
    assertEquals(List.of("b", "a"), after.names());
  }

  // An isolated master reaches no member in its last round, but has measured all before.
  @Test
  void aSilentMemberKeepsItsDoubtAndDriftsAway() {
    SuccessorRanking before = after(SuccessorRanking.UNKNOWN, 5 * SECOND, accepted("a", 300, 500));

    SuccessorRanking cutOff =
        after(before, 6 * SECOND, MemberReport.unreachable("a", "connection refused"));

    assertEquals(800 + 20_000, cutOff.doubtNanos());
    assertEquals(List.of(), cutOff.names());
  }

  @Test
  void aMemberThatHasLeftDoesNotLeadNext() {
    SuccessorRanking before = after(SuccessorRanking.UNKNOWN, 0, accepted("a", 300, 500));

    assertEquals(0, after(before, SECOND).doubtNanos());
  }

  @Test
  void aNewcomerIsWhereItWasSteppedTo() {
    MemberReport newcomer =
        new MemberReport("a", Outcome.NEWCOMER, "", 5 * SECOND, 40_000, 0, -5 * SECOND);

    assertEquals(40_000, after(SuccessorRanking.UNKNOWN, 0, newcomer).doubtNanos());
  }

  @Test
  void aMemberThatWasNeverMeasuredAddsNoDoubt() {
    assertEquals(
        0, after(SuccessorRanking.UNKNOWN, SECOND, MemberReport.unreachable("a", "")).doubtNanos());
  }

  private static MemberReport accepted(String id, long offset, long bound) {
    return new MemberReport(id, Outcome.ACCEPTED, "", offset, bound, 2 * bound, -offset);
  }

  private static SuccessorRanking after(
      SuccessorRanking before, long ticks, MemberReport... members) {
    return before.next(new RoundReport(1, 1, "m", 0, 0, 0, List.of(members)), ticks);
  }
}
