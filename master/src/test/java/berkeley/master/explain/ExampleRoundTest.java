package berkeley.master.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.master.Agreement;
import berkeley.master.Agreements;
import berkeley.master.CorrectionRules;
import berkeley.master.MeanAgreement;
import berkeley.master.TempoAgreement;
import berkeley.master.explain.ExplanationText.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exercises of textbooks and course sheets, with the results that these have. */
final class ExampleRoundTest {

  private static final CorrectionRules USUAL = CorrectionRules.DEFAULT;
  private static final CorrectionRules LEFT = USUAL.withLeaveRejected(true);

  private static List<ExampleClock> clocks(TimeNotation notation, String... shown) {
    List<ExampleClock> clocks = new ArrayList<>();
    for (String text : shown) {
      String name = clocks.isEmpty() ? "m" : String.valueOf((char) ('a' + clocks.size() - 1));
      clocks.add(new ExampleClock(name, notation.parseTime(text), 0));
    }
    return clocks;
  }

  private static List<String> told(
      TimeNotation notation,
      Agreement agreement,
      boolean includeMaster,
      CorrectionRules rules,
      String... shown) {
    RoundExplanation round =
        new ExampleRound(clocks(notation, shown), agreement, includeMaster, rules).explain();
    return new ExplanationText(
            notation, agreement.name(), 15_000_000, includeMaster, rules.withExactly(true))
        .lines(round);
  }

  @Test
  void theTextbooksThreeClocksMeetAtFivePastThree() {
    assertEquals(
        List.of(
            "asked a: 02:50:00, 10 min behind",
            "asked b: 03:25:00, 25 min ahead",
            "average of 3 (m, a, b): +5 min, which is 03:05:00",
            "told a: +00:15:00; a now 03:05:00",
            "told b: -00:20:00; b now 03:05:00",
            "m itself: +00:05:00; m now 03:05:00"),
        told(new WallTimes(), new MeanAgreement(), true, USUAL, "3:00", "2:50", "3:25"));
  }

  @Test
  void aClockOutsideTheToleranceIsLeftAloneIfTheCourseSaysSo() {
    assertEquals(
        List.of(
            "asked a: 175, 10 behind",
            "asked b: 180, 5 behind",
            "asked c: 205, 20 ahead; does not count: too far from those that agree",
            "average of the 3 within 15 of one another (m, a, b): -5, which is 180",
            "told a: +5; a now 180",
            "told b: 0; b now 180",
            "c is left at 205",
            "m itself: -5; m now 180"),
        told(
            new PlainNumbers(),
            new TempoAgreement(Duration.ofMillis(15)),
            true,
            LEFT,
            "185",
            "175",
            "180",
            "205"));
  }

  @Test
  void theMastersClockIsLeftAloneToo() {
    RoundExplanation round =
        new ExampleRound(
                clocks(new PlainNumbers(), "500", "175", "180"),
                new TempoAgreement(Duration.ofMillis(15)),
                true,
                LEFT)
            .explain();

    assertEquals(0, round.masterDeltaNanos());
    assertEquals(List.of("a", "b"), round.counted());
  }

  @Test
  void belowTheThresholdNobodyIsCorrected() {
    CorrectionRules least = USUAL.withThreshold(Duration.ofMillis(5));

    assertEquals(
        List.of(
            "asked a: 104, 4 ahead",
            "asked b: 98, 2 behind",
            "average of 3 (m, a, b): +0.667, which is 100.667",
            "nobody is more than 5 from it: no correction"),
        told(new PlainNumbers(), new MeanAgreement(), true, least, "100", "104", "98"));
    assertEquals(
        "told a: -6; a now 103",
        told(new PlainNumbers(), new MeanAgreement(), true, least, "100", "109", "100").get(3));
  }

  @Test
  void withADifferenceInTheMessageTheFiguresAreTheSame() {
    WallTimes notation = new WallTimes();
    RoundExplanation round =
        new ExampleRound(
                clocks(notation, "3:00", "2:50", "3:25"), new MeanAgreement(), false, USUAL)
            .explain();

    assertEquals(
        List.of(
            "said 03:00:00 to a: it answers -00:10:00, 10 min behind",
            "said 03:00:00 to b: it answers +00:25:00, 25 min ahead",
            "average of 2 (a, b): +7 min 30 s, which is 03:07:30"),
        new ExplanationText(notation, "mean", 0, false, USUAL)
            .lines(round, Exchange.DIFFERENCE)
            .subList(0, 3));
  }

  @Test
  void whereTheOthersHaveNoMajorityTheMastersClockDecidesAndItSaysSo() {
    List<String> lines =
        told(new PlainNumbers(), Agreements.byName("intersection"), false, USUAL, "9", "9", "17");

    assertEquals(
        "weighted average of the 2 whose intervals meet (m, a): 0, which is 9; the master counts"
            + " because the others alone have no majority",
        lines.get(2));
  }

  @Test
  void whereNoMajorityExistsTheMastersTimeStands() {
    List<String> lines =
        told(new PlainNumbers(), Agreements.byName("intersection"), false, USUAL, "9", "12", "17");

    assertEquals("no agreement: nobody counts, so the master's own time stands", lines.get(2));
    assertEquals("m stays: 9", lines.get(5));
  }

  @Test
  void aSingleClockIsNoRound() {
    List<ExampleClock> one = clocks(new PlainNumbers(), "9");
    List<ExampleClock> same = List.of(new ExampleClock("a", 0, 0), new ExampleClock("a", 1, 0));

    assertThrows(
        IllegalArgumentException.class,
        () -> new ExampleRound(one, new MeanAgreement(), true, USUAL));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExampleRound(same, new MeanAgreement(), true, USUAL));
  }

  @Test
  void whoSendsItsTimeIsAnsweredWithTheAverageSoFar() {
    WallTimes notation = new WallTimes();

    assertEquals(
        List.of(
            "a sends 02:50:00, 10 min behind; average of 2 (m, a): -5 min; answered +00:05:00;"
                + " a now 02:55:00",
            "b sends 03:25:00, 25 min ahead; average of 3 (m, a, b): +5 min; answered -00:20:00;"
                + " b now 03:05:00",
            "a sends 02:55:00, 5 min behind; average of 3 (m, a, b): +6 min 40 s; answered"
                + " +00:11:40; a now 03:06:40",
            "b sends 03:05:00, 5 min ahead; average of 3 (m, a, b): 0; answered -00:05:00;"
                + " b now 03:00:00"),
        new PushExample(clocks(notation, "3:00", "2:50", "3:25"))
            .explain(2).stream()
                .map(push -> ExplanationText.lineWithStep(push, notation))
                .toList());
  }
}
