package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Statement;
import berkeley.master.Agreement.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounds in virtual time: the ticks stand still, and the test carries the messages. */
class RoundStateTest {

  private final Roster roster = new Roster(ClockLimits.UNSTEERED);
  private final Standing clock = new Standing();
  private final Witness witness = new Witness();
  private static final long SECOND = 1_000_000_000L;
  private static final long SHORTEST = 1_000_000L;

  private Statement said = Statement.NONE;
  private long number;

  private RoundState open() {
    clock.ticks += 1_000;
    return open(Electorate.EVERYONE, true);
  }

  private RoundState open(Electorate electorate, boolean moves) {
    return new RoundState(
        "m",
        3,
        7,
        ++number,
        roster,
        clock,
        Duration.ofSeconds(1),
        TimeOrderExecution.Plan.NONE,
        electorate,
        moves);
  }

  private Member member(String id) {
    roster.update(Set.of("a", "b"), Map.of(id, mock(PeerAddress.class)));
    Member member = roster.members().get(roster.members().size() - 1);
    member.classify(false, 1_000, 0, clock.ticks);
    return member;
  }

  private List<Sample> samples(long offset, long halfRtt) {
    long sent = clock.ticks;
    return List.of(Sample.of(sent, sent + 2 * halfRtt, sent + halfRtt + offset + 1));
  }

  private List<RoundState.PendingCorrection> decided(RoundState round) {
    return round.decide(new Round(witness, false, "m"));
  }

  @Test
  void aNewcomerThatHearsNobodyCallsItsOwnTimeClusterTimeOnlyWhenItIsCertainlyAlone() {
    clock.newcomer = true;
    leadAlone();
    assertEquals(List.of(), clock.received, "nobody has looked yet");

    roster.update(Set.of(), Map.of());
    roster.update(Set.of(), Map.of());
    roster.incomplete();
    roster.update(Set.of(), Map.of());
    roster.update(Set.of(), Map.of());
    leadAlone();
    assertEquals(List.of(), clock.received, "a registry was silent in between");

    roster.update(Set.of(), Map.of());
    leadAlone();
    assertEquals(1, clock.received.size());
  }

  private void leadAlone() {
    RoundState round = open();
    round.due(Set.of());
    decided(round);
  }

  private RoundState judged(Electorate electorate, long... offsets) {
    RoundState round = open(electorate, false);
    List<Member> due = round.due(Set.of());
    for (int i = 0; i < offsets.length; i++) {
      round.answered(due.get(i), samples(offsets[i], 100), clock.ticks);
    }
    return round;
  }

  private Round intersection() {
    return new Round(new IntersectionAgreement(), false, "m");
  }

  @Test
  void aMasterThatAMajorityContradictsIsOverruledAndCorrectsNobody() {
    member("a");
    member("b");
    RoundState round = judged(new Electorate(Set.of("m", "a", "b")), 5_000_000, 5_000_000);

    OverruledException overruled =
        assertThrows(OverruledException.class, () -> round.decide(intersection()));

    assertEquals("1 of 3 support the master, 2 contradict it", overruled.getMessage());
    assertEquals(List.of(), clock.received);
  }

  @Test
  void oneLiarOverrulesNobodyAndIsCorrected() {
    member("a");
    member("b");
    RoundState round = judged(new Electorate(Set.of("m", "a", "b")), 0, 5_000_000);

    var pending = round.decide(intersection());

    assertEquals(2, pending.size());
    assertEquals(-5_000_001, pending.get(1).adjustment().deltaNanos());
  }

  @Test
  void nobodyIsCorrectedUnlessHalfOfTheElectorateSupportsTheMaster() {
    member("a");
    Electorate five = new Electorate(Set.of("m", "a", "x", "y", "z"));

    assertEquals(List.of(), judged(five, 0).decide(intersection()));
    assertEquals(
        1, judged(new Electorate(Set.of("m", "a", "x", "y")), 0).decide(intersection()).size());
  }

  @Test
  void aClockThatIsWrongIsNotExpectedToBeSoTheNextTime() {
    member("a");
    member("b");
    Electorate five = new Electorate(Set.of("m", "a", "b", "x", "y"));
    for (int i = 0; i < 3; i++) {
      assertEquals(
          List.of(), judged(five, 5_000_000, 5_000_000).decide(intersection()), "round " + i);
    }
  }

  @Test
  void newcomersHaveNothingAgainstTheMaster() {
    member("a").classify(true, Long.MAX_VALUE, 0, clock.ticks);
    member("b").classify(true, Long.MAX_VALUE, 0, clock.ticks);

    var pending =
        judged(new Electorate(Set.of("m", "a", "b")), 5_000_000, -9_000_000).decide(intersection());

    assertEquals(2, pending.size());
  }

  @Test
  void anEpochIsHeldOnceAMajorityHasItsCorrection() {
    member("a");
    member("b");
    RoundState round = judged(new Electorate(Set.of("m", "a", "b", "x", "y")), 0, 0);
    var pending = round.decide(new Round(witness, false, "m"));
    round.told(pending.get(0));
    assertFalse(round.isHeld(), "two of five");
    round.told(pending.get(1));
    assertTrue(round.isHeld(), "three of five");
  }

  @Test
  void aCorrectionOfWhichNobodyKnowsWhetherItArrivedRulesOutNeitherCase() {
    Member a = member("a");
    RoundState first = open();
    first.due(Set.of());
    first.answered(a, samples(20_000, 10_000), clock.ticks);
    decided(first).forEach(errand -> first.notTold(errand, "lost"));

    RoundState second = open();
    second.due(Set.of());
    second.answered(a, samples(0, 15_000), clock.ticks);
    decided(second);

    assertTrue(witness.seen.get(0).interval().lowNanos() <= 0, "it did: " + witness.seen);
    assertTrue(witness.seen.get(0).interval().highNanos() >= 10_000, "it did not: " + witness.seen);
    assertEquals("correction failed: lost", first.report().members().get(0).reason());
  }

  @Test
  void whoIsGivenAPauseIsStillShownWithItsReason() {
    Member a = member("a");
    Member b = member("b");
    for (int i = 0; i < 2; i++) {
      RoundState round = open();
      assertEquals(List.of(a, b), round.due(Set.of()));
      round.answered(a, samples(0, 100), clock.ticks);
      round.silent(b, "refused");
      decided(round).forEach(round::told);
      assertEquals(i == 0 ? Map.of("b", "refused") : Map.of(), round.excluded(), "news only once");
    }

    RoundState third = open();
    assertEquals(List.of(a), third.due(Set.of()));
    third.answered(a, samples(0, 100), clock.ticks);
    decided(third).forEach(third::told);
    List<MemberReport> members = third.report().members();

    assertEquals(Outcome.ACCEPTED, members.get(0).outcome());
    assertEquals(MemberReport.unreachable("b", "refused"), members.get(1));
  }

  @Test
  void theMostUrgentMemberSaysWhenTheNextRoundIsButNoLiarDoes() {
    RoundSpacing pace = new RoundSpacing(Duration.ofMinutes(1), Duration.ofMillis(1));
    Member a = member("a");
    Member b = member("b");
    Agreement exceptB =
        new Agreement() {
          @Override
          public String name() {
            return "except b";
          }

          @Override
          public Optional<Verdict> agree(List<Vote> votes) {
            return Optional.of(new Verdict(0, 1_000, Map.of("b", "an hour off")));
          }
        };
    for (int i = 0; i < PollInterval.SETTLING_READINGS; i++) {
      clock.ticks += 1_000_000_000L;
      RoundState round = open();
      round.due(Set.of());
      round.answered(a, samples(0, 10_000), clock.ticks);
      round.answered(b, samples(3_600_000_000_000L, 10_000), clock.ticks);
      round.decide(new Round(exceptB, false, "m")).forEach(round::told);
      boolean last = i == PollInterval.SETTLING_READINGS - 1;
      assertEquals(last, round.restNanos(pace) > 0, "round " + i);
      assertEquals(0, round.restNanos(RoundSpacing.STEADY));
    }
    RoundState lost = open();
    lost.due(Set.of());
    lost.silent(a, "gone");
    decided(lost);
    assertEquals(0, lost.restNanos(pace));
  }

  @Test
  void aRateIsLearntInPausesThatAreAShareOfTheTimeSpentOnIt() {
    Member a = member("a");
    assertEquals(OptionalLong.of(SHORTEST), pauseAfterReading(SECOND, a), "the first time");
    clock.ticks += 80_000_000;
    assertEquals(80_001_000 / 8, pauseAfterReading(SECOND, a).orElseThrow());
    clock.ticks += 8 * SECOND;
    assertEquals(OptionalLong.empty(), pauseAfterReading(SECOND, a), "as long as usual");
  }

  @Test
  void aPhaseOfClusterTimeHasARateOfItsOwn() {
    Member a = member("a");
    pauseAfterReading(SECOND, a);
    clock.ticks += 8 * SECOND;
    assertEquals(OptionalLong.empty(), pauseAfterReading(SECOND, a));
    said = new Statement(5, 7, 0, true);

    assertEquals(OptionalLong.of(SHORTEST), pauseAfterReading(SECOND, a));
  }

  @Test
  void whereMostKnowTheRateRoundsForFewTakeAQuarterOfTheTime() {
    Member a = member("a");
    Member b = member("b");
    pauseAfterReading(SECOND, a, b);
    clock.ticks += 8 * SECOND;
    roster.update(Set.of("a", "b", "c"), Map.of("c", mock(PeerAddress.class)));
    Member c = roster.members().get(2);
    c.classify(true, 1_000, 0, clock.ticks);
    RoundState round = open();
    round.due(Set.of());
    clock.ticks += 5_000_000;
    for (Member each : List.of(a, b, c)) {
      round.answered(each, samples(0, 100), clock.ticks);
    }

    assertEquals(OptionalLong.of(15_000_000), round.learningPauseNanos(SECOND));
  }

  @Test
  void whoIsSilentHasNothingLearnt() {
    Member a = member("a");
    RoundState round = open();
    round.due(Set.of());
    round.silent(a, "gone");

    assertEquals(OptionalLong.empty(), round.learningPauseNanos(SECOND));
  }

  private OptionalLong pauseAfterReading(long usual, Member... members) {
    RoundState round = open();
    round.due(Set.of());
    for (Member member : members) {
      round.answered(member, List.of(new Sample(clock.ticks, 0, 100, 200, said)), clock.ticks);
    }
    return round.learningPauseNanos(usual);
  }

  @Test
  void whoSendsItsTimeByItselfIsNotAsked() {
    member("a");
    Member b = member("b");

    assertEquals(List.of(b), open().due(Set.of("a")));
  }

  @Test
  void aBurstThatTookTooLongIsNoAnswer() {
    Member a = member("a");
    RoundState round = open();
    round.due(Set.of());
    round.answered(a, samples(0, 500_000_001), clock.ticks);
    decided(round);

    assertEquals(
        List.of(MemberReport.unreachable("a", "no probe within PT1S")), round.report().members());
    assertEquals(
        List.of(
            new Adjustment(0, 0, clock.ticks, 7, 1, 0, "m", 0, 0, new Statement(0, 0, 0, true))),
        clock.received);
  }

  /** The plain mean, which remembers the votes. */
  private static final class Witness implements Agreement {

    private final MeanAgreement mean = new MeanAgreement();
    private List<Vote> seen = List.of();

    @Override
    public String name() {
      return "witness";
    }

    @Override
    public Optional<Verdict> agree(List<Vote> votes) {
      seen = List.copyOf(votes);
      return mean.agree(votes);
    }
  }

  @Test
  void aMemberThatIsLeftAloneIsReportedWithoutACorrectionAndHearsOfNoOrder() {
    Member a = member("a");
    RoundState round = open();
    round.due(Set.of());
    round.answered(a, samples(3_000, 10), clock.ticks);
    CorrectionRules never = CorrectionRules.DEFAULT.withThreshold(Duration.ofHours(1));

    assertEquals(List.of(), round.decide(new Round(witness, false, "m", never)));
    MemberReport report = round.report().members().get(0);
    assertEquals(Outcome.ACCEPTED, report.outcome());
    assertEquals(0, report.deltaNanos());
  }

  /** The master's clock: shows its ticks, which only the test moves. */
  private static final class Standing implements MasterClock {

    private final List<Adjustment> received = new ArrayList<>();
    private long ticks = 1_000_000_000_000L;
    private boolean newcomer;

    @Override
    public long ticks() {
      return ticks;
    }

    @Override
    public ClusterTime clusterAt(long at) {
      return new ClusterTime(at, 0, Statement.NONE);
    }

    @Override
    public long ticksShowing(long nodeNanos) {
      return nodeNanos;
    }

    @Override
    public Statement epoch() {
      return Statement.NONE;
    }

    @Override
    public boolean newcomer() {
      return newcomer;
    }

    @Override
    public void adjust(Adjustment delta) {
      received.add(delta);
    }
  }
}
