package berkeley.master.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.master.CorrectionRules;
import berkeley.master.IntersectionAgreement;
import berkeley.master.MeanAgreement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A running master's round, told from its report. */
final class RoundExplanationTest {

  private static final long MINUTE = 60_000_000_000L;

  private final WallTimes notation = new WallTimes();

  private static MemberReport member(String id, Outcome outcome, String reason, long... figures) {
    return new MemberReport(id, outcome, reason, figures[0], 20_000, 40_000, figures[1]);
  }

  private static RoundReport report(long agreed, MemberReport... members) {
    return new RoundReport(1, 1, "master", 5_000_000, agreed, agreed, List.of(members));
  }

  private List<String> told(RoundReport report, boolean includeMaster) {
    return text(includeMaster)
        .lines(
            RoundExplanation.of(
                report,
                notation.parseTime("3:00"),
                notation.parseTime("3:00") + report.masterDeltaNanos(),
                new MeanAgreement(),
                includeMaster,
                false));
  }

  private ExplanationText text(boolean includeMaster) {
    return new ExplanationText(notation, "mean", 0, includeMaster, CorrectionRules.DEFAULT);
  }

  @Test
  void atAColdStartAllNewcomersCount() {
    assertEquals(
        List.of(
            "asked a: 02:50:00, 10 min behind",
            "asked b: 03:25:00, 25 min ahead",
            "average of 3 (master, a, b): +5 min, which is 03:05:00",
            "told a: +00:15:00; a now 03:05:00",
            "told b: -00:20:00; b now 03:05:00",
            "master itself: +00:05:00; master now 03:05:00"),
        told(
            report(
                5 * MINUTE,
                member("a", Outcome.NEWCOMER, "not synchronised yet", -10 * MINUTE, 15 * MINUTE),
                member("b", Outcome.NEWCOMER, "not synchronised yet", 25 * MINUTE, -20 * MINUTE)),
            true));
  }

  @Test
  void whereNoIntervalsMeetAtAColdStartTheMiddleOfAllIsTaken() {
    assertEquals(
        "no majority agrees at the start, so middle of 4 (a, b, c, d), the 1 lowest and the 1"
            + " highest left out: +4 min, which is 03:04:00",
        agreed(
            report(
                4 * MINUTE,
                member("a", Outcome.NEWCOMER, "", -10 * MINUTE, 14 * MINUTE),
                member("b", Outcome.NEWCOMER, "", 25 * MINUTE, -21 * MINUTE),
                member("c", Outcome.NEWCOMER, "", 3 * MINUTE, MINUTE),
                member("d", Outcome.NEWCOMER, "", 5 * MINUTE, -MINUTE))));
  }

  @Test
  void aLiarAtAColdStartLosesItsVoteAndTheOthersCount() {
    assertEquals(
        "weighted average of the 2 whose intervals meet (a, b): +3 min, which is 03:03:00",
        agreed(
            report(
                3 * MINUTE,
                member("a", Outcome.NEWCOMER, "", 3 * MINUTE, 0),
                member("b", Outcome.NEWCOMER, "", 3 * MINUTE, 0),
                member("c", Outcome.REJECTED, "it lies", 60 * MINUTE, -57 * MINUTE))));
  }

  private String agreed(RoundReport report) {
    long three = notation.parseTime("3:00");
    return new ExplanationText(notation, "intersection", 0, false, CorrectionRules.DEFAULT)
        .lines(
            RoundExplanation.of(
                report,
                three,
                three + report.masterDeltaNanos(),
                new IntersectionAgreement(),
                false,
                false))
        .get(report.members().size());
  }

  @Test
  void whoDoesNotCountIsNamedWithTheReason() {
    assertEquals(
        List.of(
            "asked a: 03:00:00, 12.3 us ahead",
            "asked b: 04:00:00, 1 h ahead; does not count: it lies",
            "asked c: 03:10:00, 10 min ahead; does not count: not synchronised yet",
            "asked d: no answer, left out of this round (no answer in time)",
            "average of 1 (a): nearer than its own error, so the master's time stands",
            "told a: -12.3 us; a now 03:00:00",
            "told b: -01:00:00; b now 04:00:00, with -01:00:00 to go by slewing",
            "told c: -00:10:00; c now 03:00:00",
            "master stays: 03:00:00"),
        told(
            report(
                0,
                member("a", Outcome.ACCEPTED, "", 12_300, -12_300),
                member("b", Outcome.REJECTED, "it lies", 60 * MINUTE, -60 * MINUTE),
                member("c", Outcome.NEWCOMER, "not synchronised yet", 10 * MINUTE, -10 * MINUTE),
                MemberReport.unreachable("d", "no answer in time")),
            false));
  }

  @Test
  void whereAllStepEachIsAtTheAverage() {
    long three = notation.parseTime("3:00");
    RoundReport report = report(MINUTE, member("a", Outcome.ACCEPTED, "", 2 * MINUTE, -MINUTE));

    assertEquals(
        List.of(
            "told a: -00:01:00; a now 03:01:00", "master itself: +00:01:00; master now 03:01:00"),
        text(true)
            .lines(
                RoundExplanation.of(report, three, three + MINUTE, new MeanAgreement(), true, true))
            .subList(2, 4));
  }
}
