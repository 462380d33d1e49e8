package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.api.wire.Outcome;
import berkeley.master.Round.Answer;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is sent a correction, as the courses vary it. Clocks are in ms, measured to within 1 ms. */
final class CorrectionRulesTest {

  private static final long MS = 1_000_000;
  private static final CorrectionRules USUAL = CorrectionRules.DEFAULT;

  private static Answer answer(String id, long offset, boolean newcomer) {
    Sample sample = new Sample(0, offset * MS, MS, 2 * MS);
    return new Answer(newcomer, sample, true, new Vote(id, offset * MS, MS));
  }

  private static Answer member(String id, long offset) {
    return answer(id, offset, false);
  }

  private static Decision decide(CorrectionRules rules, Answer... answers) {
    return decide(rules, true, answers);
  }

  private static Decision decide(CorrectionRules rules, boolean includeMaster, Answer... answers) {
    TempoAgreement within15 = new TempoAgreement(Duration.ofMillis(15));
    return new Round(within15, includeMaster, "m", rules).decide(List.of(answers), false);
  }

  private static List<String> sent(Decision decision) {
    return decision.corrections().stream()
        .filter(Correction::sent)
        .map(each -> each.answer().id() + " " + each.deltaNanos() / MS)
        .toList();
  }

  @Test
  void aRejectedClockIsCorrectedUnlessItIsToBeLeft() {
    Answer[] clocks = {member("a", -10), member("b", -5), member("c", 20)};

    assertEquals(List.of("a 5", "b 0", "c -25"), sent(decide(USUAL, clocks)));
    Decision left = decide(USUAL.withLeaveRejected(true), clocks);
    assertEquals(List.of("a 5", "b 0"), sent(left));
    assertEquals(Outcome.REJECTED, left.corrections().get(2).outcome());
    assertEquals(Set.of("a", "b", "m"), left.counted());
  }

  @Test
  void aMasterThatIsOutvotedGoesAlongUnlessAllIsAsInATextbook() {
    Answer[] clocks = {member("a", 100), member("b", 104)};
    CorrectionRules left = USUAL.withLeaveRejected(true);

    assertEquals(102 * MS, decide(left, clocks).masterDeltaNanos());
    assertEquals(0, decide(left.withExactly(true), clocks).masterDeltaNanos());
    assertEquals(102 * MS, decide(USUAL.withExactly(true), clocks).masterDeltaNanos());
  }

  @Test
  void belowTheThresholdNobodyIsCorrected() {
    CorrectionRules rules = USUAL.withThreshold(Duration.ofMillis(8));

    Decision near = decide(rules, member("a", 12), member("b", 6));
    assertEquals(List.of(), sent(near));
    assertEquals(0, near.masterDeltaNanos());
    assertEquals(6 * MS, near.agreedOffsetNanos());
    assertEquals(List.of("a -9", "b 3"), sent(decide(rules, member("a", 15), member("b", 3))));
  }

  @Test
  void theMastersOwnCorrectionReachesTheThresholdToo() {
    CorrectionRules rules = USUAL.withThreshold(Duration.ofMillis(8));

    assertEquals(
        List.of("a -1", "b 1"), sent(decide(rules, false, member("a", 12), member("b", 10))));
  }

  @Test
  void aNewcomerIsCorrectedWhateverTheThresholdIs() {
    CorrectionRules rules = USUAL.withThreshold(Duration.ofMillis(8));

    assertEquals(
        List.of("a -1", "b -3"), sent(decide(rules, member("a", 1), answer("b", 3, true))));
  }

  @Test
  void anAgreementWithinItsErrorMovesAllInATextbookOnly() {
    Answer[] clocks = {member("a", 1), member("b", 1)};

    assertEquals(0, decide(USUAL, false, clocks).agreedOffsetNanos());
    assertEquals(MS, decide(USUAL.withExactly(true), false, clocks).agreedOffsetNanos());
  }

  @Test
  void aThresholdOutOfItsRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> USUAL.withThreshold(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> USUAL.withThreshold(Duration.ofDays(2)));
  }
}
