package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.Statement;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.master.Electorate;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.RoundSpacing;
import berkeley.master.TimeOrderExecution;
import berkeley.master.UpstreamState;
import berkeley.node.driver.TestPeer.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mastership of "m" in term 3, by default with a round each second, within 400 ms. */
class MastershipDriverTest {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** What a master says of cluster time is good for so long at most. */
  private static final long STATEMENT = 2_500 * MILLI;

  private static final Statement NOT_HELD = new Statement(5, 6, 0, false);

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final OwnClock clock = new OwnClock(environment);
  private final List<RoundReport> rounds = new ArrayList<>();
  private final List<MastershipEnding> endings = new ArrayList<>();
  private final TestPeer a = new TestPeer("a").foreign();
  private Consumer<RoundReport> listener = report -> {};
  private Electorate electorate = Electorate.EVERYONE;
  private boolean authorised = true;

  @AfterEach
  void end() {
    environment.close();
  }

  private static MasterSettings.Builder settings() {
    return MasterSettings.builder()
        .period(PERIOD)
        .deadline(Duration.ofMillis(400))
        .samples(3)
        .quickStart(false);
  }

  private MastershipDriver driver(MasterSettings settings) {
    return new MastershipDriver(
        new MastershipContext(
            "m",
            1,
            3,
            environment,
            clock,
            settings,
            Round.of(settings, "m"),
            new TimeOrderExecution(3, STATEMENT),
            () -> authorised,
            () -> electorate),
        report -> {
          rounds.add(report);
          listener.accept(report);
        },
        endings::add);
  }

  private MastershipDriver start(MasterSettings settings) {
    MastershipDriver driver = driver(settings);
    driver.start(Map.of());
    return driver;
  }

  private MastershipDriver start() {
    return start(settings().build());
  }

  private List<Long> numbers() {
    return rounds.stream().map(RoundReport::round).toList();
  }

  private List<String> members(int index) {
    return rounds.get(index).members().stream().map(MemberReport::id).toList();
  }

  @Test
  void leadsTheRoundsThatItWasAskedForAndNumbersThemFromOne() {
    start(
        settings().period(Duration.ofMillis(10)).deadline(Duration.ofMillis(5)).rounds(4).build());
    environment.pass(SECOND);

    assertEquals(List.of(1L, 2L, 3L, 4L), numbers());
    assertEquals(List.of(new MastershipEnding.Done()), endings);
    assertEquals(0, environment.pending());
  }

  @Test
  void leadsItsFirstRoundAtOnceAndThenOneInEachPeriod() {
    environment.members().list(a);
    long begun = environment.ticks();
    MastershipDriver driver = start();
    environment.pass(MILLI);
    assertEquals(1, rounds.size());
    assertEquals(3, rounds.get(0).term());
    assertEquals(begun + SECOND, driver.dueTicks());

    environment.pass(PERIOD.toNanos() - MILLI - 1);
    assertEquals(1, a.bursts());
    environment.pass(1);
    environment.pass(MILLI);
    assertEquals(2, a.bursts());
    assertEquals(List.of(1L, 2L), numbers());
    assertEquals(begun + 2 * SECOND, driver.dueTicks());
    assertEquals(3, driver.term());
  }

  /** Each pause is an eighth of the time over which the members' rates have been measured. */
  @Test
  void theFirstRoundsFollowOneAnotherQuicklyAndThenComeOnceInEachPeriod() {
    environment.members().list(a);
    long begun = environment.ticks();
    MastershipDriver driver = start(settings().quickStart(true).build());
    environment.pass(SECOND - 1);
    int first = rounds.size();
    assertTrue(first >= 25 && first <= 80, "rounds in the first second: " + first);
    assertEquals(1, environment.members().readings().size(), "only usual rounds list");

    environment.pass(SECOND);
    int second = rounds.size() - first;
    assertTrue(second >= 4 && second <= 10, "rounds in the second one: " + second);

    environment.pass(10 * SECOND);
    int before = rounds.size();
    environment.pass(5 * SECOND);
    assertEquals(5, rounds.size() - before, "the usual pace");
    assertEquals(0, (driver.dueTicks() - begun) % SECOND, "at whole periods");
  }

  @Test
  void whoComesIsReadQuicklyAndTheOthersWithIt() {
    environment.members().list(a);
    start(settings().quickStart(true).build());
    environment.pass(20 * SECOND);
    TestPeer b = new TestPeer("b").foreign();
    environment.members().list(a, b);
    environment.pass(SECOND + MILLI);
    int bursts = a.bursts();
    environment.pass(SECOND - 2 * MILLI);

    assertTrue(b.bursts() >= 25, "bursts: " + b.bursts());
    assertTrue(a.bursts() - bursts >= 25, "bursts: " + (a.bursts() - bursts));
  }

  @Test
  void whoDoesNotAnswerHurriesNobody() {
    environment.members().list(a.is(Manner.GONE));
    start(settings().quickStart(true).build());
    environment.pass(5 * SECOND - 1);

    assertEquals(5, rounds.size());
  }

  @Test
  void whoSendsItsTimeHurriesNobody() {
    environment.members().list(a);
    MastershipDriver driver = start(settings().quickStart(true).build());
    environment.pass(20 * SECOND + MILLI);
    int before = rounds.size();
    for (int i = 0; i < 5; i++) {
      driver.push(pushed("a", 0));
      environment.pass(SECOND);
    }

    assertEquals(5, rounds.size() - before);
  }

  @Test
  void aRoundThatFailsIsNotRepeatedBeforeItsTime() {
    environment.members().list(a);
    start(settings().quickStart(true).build());
    environment.pass(20 * SECOND);
    clock.breakNextCorrection(new IllegalStateException("a fault of the program"));
    int before = a.bursts();
    environment.pass(3 * SECOND);

    assertEquals(3, a.bursts() - before);
  }

  @Test
  void periodsThatWereMissedAreLeftOut() {
    environment.members().list(a);
    long begun = environment.ticks();
    MastershipDriver driver = start();
    environment.pass(MILLI);
    environment.stall(Duration.ofMillis(3_500));
    environment.pass(MILLI);

    assertEquals(2, rounds.size());
    assertEquals(begun + 4 * SECOND, driver.dueTicks());
    environment.pass(SECOND);
    assertEquals(3, rounds.size());
  }

  @Test
  void goesOnUntilItIsClosedAndDoesNotFinishItsPause() {
    MastershipDriver driver = start(settings().period(Duration.ofDays(1)).build());
    environment.pass(SECOND);
    assertEquals(1, rounds.size());

    driver.close();
    driver.close();

    assertEquals(List.of(new MastershipEnding.Closed()), endings, "told once");
    assertEquals(0, environment.pending());
  }

  @Test
  void aRoundUnderWayIsCutShortByTheClose() {
    environment.members().list(a.roundTrip(Duration.ofMillis(20)));
    MastershipDriver driver = start();
    environment.pass(30 * MILLI);
    assertEquals(1, a.bursts());
    driver.close();
    environment.pass(SECOND);

    assertEquals(List.of(), a.corrections());
    assertEquals(List.of(), rounds);
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void whoIsClosedBeforeItBeginsLeadsNoRound() {
    environment.members().list(a);
    start().close();
    environment.pass(SECOND);

    assertEquals(List.of(), environment.members().readings());
    assertEquals(List.of(), rounds);
  }

  @Test
  void whoIsClosedWhileItListsTheMembersLeadsNoRound() {
    environment.members().list(a);
    environment.members().answerAfter(Duration.ofMillis(50));
    MastershipDriver driver = start();
    environment.pass(20 * MILLI);
    driver.close();
    environment.pass(SECOND);

    assertEquals(0, a.bursts());
    assertEquals(List.of(), rounds);
  }

  @Test
  void aListenerMayCloseIt() {
    MastershipDriver driver = start();
    listener = report -> driver.close();
    environment.pass(5 * SECOND);

    assertEquals(1, rounds.size());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void endsWhenItIsNoLongerAuthorised() {
    start(settings().period(Duration.ofMillis(10)).deadline(Duration.ofMillis(5)).build());
    listener = report -> authorised = report.round() < 2;
    environment.pass(SECOND);

    assertEquals(List.of(1L, 2L), numbers());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void endsWithoutARoundWhenItLosesItsAuthorityInTheMidstOfOne() {
    environment.members().list(a);
    start();
    a.afterNextBurst(() -> authorised = false);
    environment.pass(5 * SECOND);

    assertEquals(List.of(), rounds);
    assertEquals(List.of(), a.corrections());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void endsWithoutARoundWhenItLosesItsAuthorityWhileItListsTheMembers() {
    environment.members().list(a);
    environment.members().answerAfter(Duration.ofMillis(50));
    start();
    environment.pass(20 * MILLI);
    authorised = false;
    environment.pass(50 * MILLI);

    assertEquals(0, a.bursts());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void isDeposedWhenItsOwnNodeObeysANewerTerm() {
    clock.obey(4);
    start();
    environment.pass(5 * SECOND);

    assertEquals(1, endings.size());
    MastershipEnding.Deposed deposed =
        assertInstanceOf(MastershipEnding.Deposed.class, endings.get(0));
    assertEquals(4, deposed.refusal().obeyedTerm());
    assertEquals(List.of(), rounds, "the round came to nothing");
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheMastership() {
    start(settings().rounds(3).build());
    listener =
        report -> {
          throw new IllegalStateException("a faulty listener");
        };
    environment.pass(5 * SECOND);

    assertEquals(List.of(new MastershipEnding.Done()), endings);
    assertEquals(List.of(1L, 2L, 3L), numbers());
  }

  @Test
  void aRoundThatFailsDoesNotEndTheMastership() {
    environment.members().list(a);
    clock.breakNextCorrection(new IllegalStateException("a fault of the program"));
    start(settings().rounds(3).build());
    environment.pass(5 * SECOND);

    assertEquals(List.of(2L, 3L), numbers());
    assertEquals(List.of(new MastershipEnding.Done()), endings);
  }

  @Test
  void aRoundThatCannotEvenBeginDoesNotEndTheMastership() {
    environment.members().list(a);
    environment.network().breakNextCall(new IllegalStateException("a fault of the program"));
    start();
    environment.pass(1_500 * MILLI);

    assertEquals(List.of(2L), numbers());
    assertEquals(1, a.corrections().size());
  }

  @Test
  void leadsThoseItKnowsAlreadyAlthoughNoRegistryAnswers() {
    environment.members().answerAfter(Duration.ofHours(1));
    driver(settings().build()).start(Map.of("known", new TestPeer("known").foreign()));
    environment.pass(100 * MILLI - 1);
    assertEquals(List.of(), rounds);
    environment.pass(MILLI);

    assertEquals(List.of("known"), members(0));
  }

  @Test
  void whoKnowsNobodyWaitsForTheListAsLongAsTheRoundMayTake() {
    environment.members().list(a);
    environment.members().answerAfter(Duration.ofMillis(399));
    start();
    environment.pass(500 * MILLI);
    assertEquals(List.of("a"), members(0));
  }

  @Test
  void aListThatIsSlowHoldsNobodyUpAndServesTheNextRound() {
    environment.members().list(a);
    start();
    environment.pass(MILLI);
    environment.members().list(a, new TestPeer("b").foreign());
    environment.members().answerAfter(Duration.ofMillis(2_500));
    environment.pass(3 * SECOND + 200 * MILLI);

    assertEquals(List.of(1L, 2L, 3L, 4L), numbers());
    assertEquals(List.of("a"), members(1));
    assertEquals(List.of("a"), members(2));
    assertEquals(2, environment.members().readings().size(), "one reading at a time");
    environment.pass(SECOND);
    assertEquals(List.of("a", "b"), members(4));
  }

  @Test
  void whoIsKnownAndAnswersIsNotLookedUpAgain() {
    environment.members().list(a);
    start();
    environment.pass(1_500 * MILLI);

    assertEquals(List.of(Set.of(), Set.of("a")), environment.members().readings());
  }

  @Test
  void aMemberThatIsListedNoMoreAndDoesNotAnswerLeaves() {
    environment.members().list(a);
    start();
    environment.pass(500 * MILLI);
    environment.members().list();
    a.is(Manner.GONE);
    environment.pass(3 * SECOND);

    assertEquals(List.of(), members(3));
  }

  /** A newcomer calls its wall clock cluster time only if there certainly is nobody else. */
  @Test
  void aNewcomerThatIsCertainlyAloneIsItsOwnCluster() {
    clock.becomeNewcomer(true);
    start();
    environment.pass(1_500 * MILLI);
    assertEquals(List.of(), clock.received());
    environment.pass(SECOND);

    assertEquals(1, clock.received().size());
  }

  @Test
  void aNewcomerWaitsForRegistriesThatDoNotAnswer() {
    clock.becomeNewcomer(true);
    environment.members().list(false);
    start();
    environment.pass(10 * SECOND);
    environment.members().fail();
    environment.pass(10 * SECOND);

    assertEquals(21, rounds.size());
    assertEquals(List.of(), clock.received());
  }

  @Test
  void noRoundIsLedBeforeTheParentsFirstCorrection() {
    environment.members().list(a);
    clock.follow(new UpstreamState(true, true));
    start();
    environment.pass(5 * SECOND);
    assertEquals(List.of(), rounds);
    assertEquals(0, a.bursts());

    clock.follow(new UpstreamState(true, false));
    environment.pass(21 * MILLI);
    assertEquals(1, rounds.size());
    environment.pass(SECOND);
    assertEquals(2, rounds.size());
  }

  @Test
  void whoWaitsForItsParentCanBeClosedOrLoseItsAuthority() {
    clock.follow(new UpstreamState(true, true));
    MastershipDriver closed = start();
    environment.pass(SECOND);
    closed.close();
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    assertEquals(0, environment.pending());

    start();
    environment.pass(SECOND);
    authorised = false;
    environment.pass(20 * MILLI);
    assertEquals(2, endings.size());
    assertEquals(List.of(), rounds);
  }

  /** Leads until the members can be left alone for many periods. */
  private MastershipDriver resting() {
    environment.members().list(a);
    MastershipDriver driver =
        start(
            settings()
                .pace(new RoundSpacing(Duration.ofMinutes(10), Duration.ofSeconds(1)))
                .build());
    environment.pass(Duration.ofMinutes(10));
    int before = rounds.size();
    assertTrue(before < 60, "rounds became rarer: " + before);
    while (rounds.size() == before) {
      environment.pass(SECOND);
    }
    return driver;
  }

  @Test
  void whereRoundsBecomeRarerWhoComesEndsTheRest() {
    resting();
    int before = rounds.size();
    environment.pass(5 * SECOND);
    assertEquals(before, rounds.size());

    environment.members().list(a, new TestPeer("b").foreign());
    environment.pass(SECOND + MILLI);
    assertEquals(before + 1, rounds.size());
    assertEquals(List.of("a", "b"), members(before));
  }

  @Test
  void whoComesEndsTheRestAlsoWhereTheListIsSlow() {
    resting();
    int before = rounds.size();
    environment.members().answerAfter(Duration.ofMillis(300));
    environment.members().list(a, new TestPeer("b").foreign());
    environment.pass(2 * SECOND + 500 * MILLI);

    assertTrue(rounds.size() > before);
    assertEquals(List.of("a", "b"), members(before));
  }

  @Test
  void anOrderEndsTheRest() {
    MastershipDriver driver = resting();
    int before = rounds.size();
    driver.setTime(MILLI);
    environment.pass(3 * SECOND + MILLI);

    assertEquals(before + 3, rounds.size());
    assertEquals(Phase.MOVING, driver.timeOrder().phase());
  }

  @Test
  void whoLosesItsAuthorityDoesNotRest() {
    resting();
    authorised = false;
    environment.pass(SECOND);

    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void anOrderEndsWithTheMastership() {
    environment.members().list(a);
    MastershipDriver driver = start();
    environment.pass(MILLI);
    assertEquals(Phase.NONE, driver.timeOrder().phase());
    assertEquals(200, driver.setTime(-5 * MILLI).ratePpm());
    try (LoggedLines log = new LoggedLines()) {
      driver.close();
      assertEquals(1, log.with("setting the time ended with the mastership node=m term=3"));
    }
    environment.pass(10 * SECOND);

    assertEquals(Phase.ANNOUNCED, driver.timeOrder().phase());
    assertEquals(-5 * MILLI, driver.timeOrder().leftNanos());
  }

  @Test
  void aNewcomerTakesNoOrderAndNoTimes() {
    clock.becomeNewcomer(true);
    MastershipDriver driver = start();

    assertThrows(IllegalStateException.class, () -> driver.setTime(1));
    assertThrows(IllegalStateException.class, () -> driver.push(pushed("p", 0)));
    assertEquals(Phase.NONE, driver.timeOrder().phase());
  }

  private PushedReading pushed(String id, long aheadNanos) {
    long shown = environment.ticks();
    return new PushedReading(id, shown + aheadNanos, shown, 0, true);
  }

  @Test
  void whoSendsItsTimeIsAnsweredInTheRoundsSequenceAndNotAsked() {
    environment.members().list(a);
    MastershipDriver driver = start();
    environment.pass(MILLI);
    Adjustment told = driver.push(pushed("a", -MILLI)).adjustment();
    assertEquals(2, told.round());
    assertEquals(3, told.term());
    assertEquals(MILLI, told.deltaNanos());
    assertEquals("m", told.master());

    environment.pass(5 * SECOND);
    assertEquals(1, a.bursts());
    environment.pass(SECOND);
    assertEquals(2, a.bursts(), "silent for five periods");
    assertEquals(List.of(1L, 3L, 4L, 5L, 6L, 7L, 8L), numbers());
  }

  @Test
  void anOrderIsAnnouncedAtOnceAndMovesNothingBeforeAllThatWasPromisedHasRunOut() {
    environment.members().list(a);
    MastershipDriver driver = start();
    environment.pass(MILLI);
    driver.setTime(5 * MILLI);
    assertEquals(List.of("announce"), clock.line().told());
    environment.pass(STATEMENT - MILLI);
    assertEquals(Phase.ANNOUNCED, driver.timeOrder().phase());
    assertEquals(Set.of(0L), deltas());

    environment.pass(SECOND);
    assertEquals(Phase.MOVING, driver.timeOrder().phase());
    assertEquals(Set.of(0L, 5 * MILLI), deltas());
    environment.pass(SECOND);
    assertEquals(Phase.DONE, driver.timeOrder().phase());
    assertEquals(List.of("announce", "conclude"), clock.line().told());
  }

  @Test
  void aMoveEndsWhenItIsThereAlsoBetweenTwoRounds() {
    environment.members().list(a);
    clock.line().lastsNanos = 300 * MILLI;
    start();
    environment.pass(300 * MILLI);
    assertEquals(List.of(), clock.line().told());
    environment.pass(MILLI);

    assertEquals(List.of("stay"), clock.line().told());
  }

  private Set<Long> deltas() {
    return clock.received().stream().map(Adjustment::deltaNanos).collect(Collectors.toSet());
  }

  @Test
  void anIntervalIsShownOnceAMajorityOfTheElectorateHoldsTheEpoch() {
    clock.become(NOT_HELD);
    electorate = new Electorate(Set.of("m", "a", "b", "c", "d"));
    TestPeer b = new TestPeer("b").foreign();
    b.losing(Request.Adjust.class, "RemoteException: lost");
    environment.members().list(a, b, new TestPeer("stranger").foreign());
    start();
    environment.pass(5 * SECOND);
    assertEquals(List.of(), clock.line().told(), "m and a are two of five");

    environment.members().list(a, b, new TestPeer("c").foreign());
    environment.pass(2 * SECOND);
    assertEquals(List.of("hold"), clock.line().told(), "once");
  }

  @Test
  void untilAMajorityHoldsTheEpochRoundsFollowQuickly() {
    clock.become(NOT_HELD);
    electorate = new Electorate(Set.of("m", "a", "b"));
    a.losing(Request.Adjust.class, "RemoteException: lost");
    environment.members().list(a);
    start();
    environment.pass(990 * MILLI);

    assertTrue(rounds.size() >= 15, "rounds: " + rounds.size());
  }

  @Test
  void whoeverAMajorityContradictsGivesUpAndCorrectsNobody() {
    electorate = new Electorate(Set.of("m", "a", "b"));
    TestPeer b = new TestPeer("b");
    TestPeer c = new TestPeer("c");
    electorate = new Electorate(Set.of("m", "b", "c"));
    environment.members().list(b, c);
    start();
    environment.pass(MILLI);
    assertEquals(1, b.corrections().size());
    b.ahead(Duration.ofSeconds(1));
    environment.pass(SECOND);
    assertEquals(2, b.corrections().size(), "one that is wrong by itself is corrected");
    b.ahead(Duration.ofSeconds(5));
    c.ahead(Duration.ofSeconds(5));
    environment.pass(SECOND);

    assertEquals(1, endings.size());
    assertInstanceOf(MastershipEnding.Overruled.class, endings.get(0));
    assertEquals(2, b.corrections().size());
    assertEquals(0, environment.pending());
  }

  @Test
  void whereTooFewAnswerToSupportItNobodyIsCorrected() {
    TestPeer b = new TestPeer("b");
    electorate = new Electorate(Set.of("m", "b", "c", "d", "e"));
    environment.members().list(b);
    start();
    environment.pass(SECOND + MILLI);

    assertEquals(List.of(), endings);
    assertEquals(2, rounds.size());
    assertEquals(List.of(), b.corrections());
  }
}
