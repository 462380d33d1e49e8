package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;
import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ContradictionException;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import berkeley.api.wire.TimeOrder.Phase;
import berkeley.master.Electorate;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundSpacing;
import berkeley.master.TimeOrderExecution;
import berkeley.node.driver.TestPeer.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master "m" of term 7. A round has 400 ms: 300 ms to read, and what is left to correct. */
class RoundDriverTest {

  private static final long TERM = 7;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DEADLINE = Duration.ofMillis(400);
  private static final long READING = 300 * MILLI;

  /** What a master says of cluster time is good for so long at most. */
  private static final long STATEMENT = 1_000 * MILLI;

  private static final MasterSettings SETTINGS =
      MasterSettings.builder().deadline(DEADLINE).samples(3).average("intersection").build();

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final OwnClock master = new OwnClock(environment);
  private final Roster roster = new Roster(ClockLimits.UNSTEERED);
  private final Map<String, PeerAddress> peers = new HashMap<>();
  private final List<RoundResult> results = new ArrayList<>();
  private MastershipContext context = context(SETTINGS);
  private RoundDriver round;
  private Electorate electorate = Electorate.EVERYONE;
  private boolean authorised = true;
  private long number;
  private TestPeer a;
  private TestPeer b;

  @BeforeEach
  void twoGoodClocks() {
    a = add("a");
    b = add("b");
  }

  @AfterEach
  void end() {
    environment.close();
  }

  private MastershipContext context(MasterSettings settings) {
    return new MastershipContext(
        "m",
        1,
        TERM,
        environment,
        master,
        settings,
        Round.of(settings, "m"),
        new TimeOrderExecution(TERM, STATEMENT),
        () -> authorised,
        () -> electorate);
  }

  /** A clock of which nothing is known but the time, so a newcomer. */
  private TestPeer add(String id) {
    return admit(new TestPeer(id).foreign());
  }

  private TestPeer admit(TestPeer peer) {
    peers.put(peer.name(), peer);
    roster.update(Set.copyOf(peers.keySet()), Map.of(peer.name(), peer));
    return peer;
  }

  private void begin() {
    begin(Set.of());
  }

  private void begin(Set<String> pushing) {
    round = new RoundDriver(context, ++number, roster, pushing, results::add);
    round.begin();
  }

  /** Leads a round, and lets its whole deadline pass. */
  private RoundResult result() {
    results.clear();
    begin();
    environment.pass(DEADLINE);
    assertEquals(1, results.size(), "told once: " + results);
    return results.get(0);
  }

  private RoundReport round() {
    return assertInstanceOf(RoundResult.Completed.class, result()).report();
  }

  private static MemberReport of(String id, RoundReport report) {
    return report.members().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void everyCorrectionCarriesItsTermItsRoundItsReadingAndItsSender() {
    TestPeer c = add("c").ahead(HOUR);
    long before = environment.ticks();
    RoundReport report = round();
    long after = environment.ticks();

    Adjustment sent = c.corrections().get(0);
    assertEquals(List.of(TERM, 1L), List.of(sent.term(), sent.round()));
    assertEquals("m", sent.master());
    long reading = sent.readingNanos() - HOUR.toNanos();
    assertTrue(before <= reading && reading <= after, "what it answered in this very round");
    assertTrue(Math.abs(sent.deltaNanos() + HOUR.toNanos()) <= sent.errorBoundNanos());
    assertTrue(sent.errorBoundNanos() >= sent.rttNanos() / 2);
    assertEquals(50 * MICRO, sent.rttNanos());
    assertEquals(sent.deltaNanos(), of("c", report).deltaNanos());
    round();
    assertEquals(2, c.corrections().get(1).round());
  }

  @Test
  void theMasterCorrectsItselfInEveryRoundToo() {
    round();
    round();

    assertEquals(List.of(1L, 2L), master.received().stream().map(Adjustment::round).toList());
    assertEquals("m", master.received().get(0).master());
  }

  @Test
  void itIsOverAsSoonAsAllAreRead() {
    begin();
    environment.pass(2 * 4 * 50 * MICRO);

    assertEquals(1, results.size());
    assertEquals(1, a.corrections().size());
    assertEquals(1, b.corrections().size());
    assertEquals(0, environment.pending(), "no timer is left");
  }

  @Test
  void aClockThatCannotBeReadIsLeftOutOfThisRoundAndComesBackByItself() {
    TestPeer c = add("c");
    round();
    c.is(Manner.GONE);
    RoundReport without = round();
    c.is(Manner.ANSWERS);
    RoundReport with = round();

    assertEquals(Outcome.UNREACHABLE, of("c", without).outcome());
    assertEquals("ConnectException: refused", of("c", without).reason());
    assertEquals(2, c.corrections().size(), "no correction without an answer");
    assertEquals(Outcome.ACCEPTED, of("c", with).outcome());
  }

  @Test
  void aLiarIsRejectedNamedAndCorrectedAllTheSameAndTheOthersStay() {
    TestPeer liar = add("liar");
    round();
    liar.ahead(HOUR);
    RoundReport report = round();

    assertEquals(Outcome.REJECTED, of("liar", report).outcome());
    assertTrue(of("liar", report).reason().contains("s +-"), report.toString());
    assertEquals(-HOUR.toNanos(), liar.corrections().get(1).deltaNanos());
    assertEquals(0, report.agreedOffsetNanos());
  }

  @Test
  void aFailedCorrectionIsReportedAndNotRetried() {
    add("c").losing(Request.Adjust.class, "RemoteException: lost");
    RoundReport report = round();

    assertEquals(
        1, environment.network().sentTo(Request.Adjust.class).stream().filter("c"::equals).count());
    MemberReport c = of("c", report);
    assertTrue(c.reason().endsWith("correction failed: RemoteException: lost"), c.reason());
    assertEquals(0, c.deltaNanos());
    assertEquals(1, a.corrections().size(), "the others have theirs");
  }

  @Test
  void aCorrectionThatIsRefusedForAnotherReasonThanItsTermHasFailed() {
    add("c")
        .answer(
            Request.Adjust.class,
            correction -> {
              throw new IllegalArgumentException("reading: after this node's time");
            });
    RoundReport report = round();

    assertTrue(
        of("c", report)
            .reason()
            .endsWith("failed: IllegalArgumentException: reading: after this node's time"),
        report.toString());
  }

  @Test
  void aCorrectionThatIsNotAcknowledgedEndsTheRoundAtItsDeadline() {
    add("c").nextRoundTrips(Duration.ofNanos(100_000), Duration.ofSeconds(1));
    begin();
    environment.pass(DEADLINE.toNanos() - 1);
    assertEquals(List.of(), results);
    environment.pass(1);

    RoundReport report = ((RoundResult.Completed) results.get(0)).report();
    assertEquals(DEADLINE.toNanos(), report.durationNanos());
    assertTrue(
        of("c", report).reason().endsWith("correction failed: no answer within the deadline"),
        report.toString());
    assertEquals(Outcome.NEWCOMER, of("c", report).outcome());
  }

  private TestPeer obeyingAnother(String id) {
    return admit(
        new TestPeer(id)
            .foreign()
            .answer(
                Request.Adjust.class,
                correction -> {
                  throw new StaleTermException(TERM, 8, "n");
                }));
  }

  @Test
  void membersThatObeyAnotherEndTheMastershipIfTheyAreMostAndTheRoundIsCarriedOut() {
    obeyingAnother("0-first");
    obeyingAnother("0-second");
    obeyingAnother("0-third");

    RoundResult.Deposed deposed = assertInstanceOf(RoundResult.Deposed.class, result());

    assertEquals(8, deposed.refusal().obeyedTerm());
    assertEquals(1, a.corrections().size());
    assertEquals(1, b.corrections().size());
  }

  @Test
  void oneMemberThatSaysThatItObeysAnotherEndsNoMastership() {
    obeyingAnother("0-first");

    RoundReport report = ((RoundResult.Completed) result()).report();

    assertTrue(of("0-first", report).reason().contains("correction failed"), report.toString());
    assertEquals(1, a.corrections().size());
  }

  @Test
  void isDeposedByItsOwnNodeAndThenCorrectsNobody() {
    master.obey(8);

    RoundResult.Deposed deposed = assertInstanceOf(RoundResult.Deposed.class, result());

    assertEquals(8, deposed.refusal().obeyedTerm());
    assertEquals(List.of(), a.corrections());
  }

  @Test
  void whoLosesItsAuthorityDuringTheReadingCorrectsNobodyNotEvenItself() {
    begin();
    authorised = false;
    environment.pass(DEADLINE);

    assertEquals(List.of(new RoundResult.Unauthorised()), results);
    assertEquals(List.of(), a.corrections());
    assertEquals(List.of(), master.received());
  }

  @Test
  void aFullNodeIsAskedOnceWhetherItIsANewcomerAndANodeThatCannotSayIsLeftOut() {
    TestPeer newcomer = new TestPeer("newcomer");
    newcomer.answer(
        Request.Status.class, asked -> newcomer.status(NodeState.NEWCOMER, Role.SLAVE, 0));
    TestPeer member = new TestPeer("member");
    member.answer(Request.Status.class, asked -> member.status(NodeState.HOLDOVER, Role.SLAVE, 0));
    admit(newcomer);
    admit(member);
    admit(new TestPeer("dumb").losing(Request.Status.class, "RemoteException: no"));

    RoundReport report = round();

    assertEquals(Outcome.ACCEPTED, of("member", report).outcome());
    assertEquals(Outcome.NEWCOMER, of("newcomer", report).outcome());
    assertEquals(Outcome.UNREACHABLE, of("dumb", report).outcome());
    assertEquals("no status: RemoteException: no", of("dumb", report).reason());
    round();
    assertEquals(1, member.asked(Request.Status.class).size());
  }

  @Test
  void aForeignClockThatDoesNotDescribeItselfIsTakenForANewcomer() {
    RoundReport report = round();

    assertEquals(Outcome.NEWCOMER, of("a", report).outcome());
    assertEquals(List.of(), environment.network().sentTo(Request.Status.class));
  }

  @Test
  void aClockThatHangsCostsTheRoundThreeQuartersOfItsDeadlineAndNobodyElseAnything() {
    TestPeer stuck = add("0-stuck").is(Manner.SILENT);

    begin();
    environment.pass(READING - 1);
    assertEquals(2, a.bursts() + b.bursts(), "it holds up nobody");
    assertEquals(List.of(), results);
    environment.pass(DEADLINE);

    RoundReport report = ((RoundResult.Completed) results.get(0)).report();
    assertEquals(Outcome.UNREACHABLE, of("0-stuck", report).outcome());
    assertEquals("no answer within the deadline", of("0-stuck", report).reason());
    assertEquals(1, a.corrections().size());
    assertEquals(0, stuck.corrections().size());
    long left = report.durationNanos() - READING;
    assertTrue(left >= 0 && left <= 2 * 50 * MICRO, "three quarters of it, for reading: " + left);
  }

  @Test
  void anAnswerThatComesAfterTheDecisionChangesNothing() {
    TestPeer late = add("late").is(Manner.ANSWERS_LATE).roundTrip(Duration.ofMillis(350));
    RoundReport report = round();
    assertEquals(Outcome.UNREACHABLE, of("late", report).outcome());
    environment.pass(Duration.ofSeconds(5));

    assertEquals(1, results.size());
    assertEquals(List.of(), late.corrections());
  }

  @Test
  void anAcknowledgementThatComesAfterTheRoundChangesNothing() {
    TestPeer late =
        add("late").is(Manner.ANSWERS_LATE).nextRoundTrips(Duration.ofNanos(100_000), DEADLINE);
    RoundReport report = round();
    environment.pass(DEADLINE);

    assertEquals(1, results.size());
    assertEquals(1, late.corrections().size());
    assertTrue(
        of("late", report).reason().endsWith("failed: no answer within the deadline"),
        report.toString());
  }

  @Test
  void nearMembersAreReadOneByOneUpToThirtyTwo() {
    IntStream.range(0, 30).forEach(i -> add("near-" + i));
    round();

    assertEquals(1, environment.network().mostUnderWay());
  }

  @Test
  void manyMembersAreReadByAsManyAtOnceAsTheProcessorsTake() {
    IntStream.range(0, 31).forEach(i -> add("near-" + i));
    RoundReport report = round();

    assertEquals(environment.network().nearCallsAtOnce(), environment.network().mostUnderWay());
    assertEquals(
        33, report.members().stream().filter(m -> m.outcome() == Outcome.NEWCOMER).count());
  }

  @Test
  void distantMembersAreAllReadInTimeSinceEachThatIsSlowMakesPlaceForOneMore() {
    IntStream.range(0, 20).forEach(i -> add("far-" + i).roundTrip(Duration.ofMillis(45)));
    RoundReport report = round();

    assertTrue(environment.network().mostUnderWay() > 10);
    assertEquals(
        22,
        report.members().stream().filter(m -> m.outcome() == Outcome.NEWCOMER).count(),
        report.toString());
  }

  @Test
  void whoSendsItsTimeByItselfIsNotAsked() {
    begin(Set.of("a"));
    environment.pass(DEADLINE);

    assertEquals(0, a.bursts());
    assertEquals(1, b.bursts());
  }

  @Test
  void aRoundWithoutMembersIsOverAtOnce() {
    new RoundDriver(context, 1, new Roster(ClockLimits.UNSTEERED), Set.of(), results::add).begin();

    assertEquals(List.of(), ((RoundResult.Completed) results.get(0)).report().members());
    assertEquals(1, master.received().size());
  }

  @Test
  void aFaultInAStepEndsTheRoundOnlyAndIsToldOnce() {
    IllegalStateException fault = new IllegalStateException("a fault of the program");
    master.breakNextCorrection(fault);

    assertSame(fault, assertInstanceOf(RoundResult.Failed.class, result()).cause());
    round();
  }

  @Test
  void aFaultAtTheBeginningEndsTheRoundOnlyAndNothingComesOfItLater() {
    IllegalStateException fault = new IllegalStateException("a fault of the program");
    environment.network().breakNextCall(fault);

    assertSame(fault, assertInstanceOf(RoundResult.Failed.class, result()).cause());
    assertEquals(List.of(), a.corrections());
    assertEquals(List.of(), b.corrections());
  }

  @Test
  void aRoundThatIsCutShortTellsNothingAndCorrectsNobody() {
    begin();
    environment.pass(100 * MICRO);
    round.abandon();
    environment.pass(DEADLINE);

    assertEquals(List.of(), results);
    assertEquals(List.of(), a.corrections());
    assertEquals(0, b.bursts(), "whose turn had not come");
  }

  @Test
  void aRoundThatIsCutShortBeforeItBeginsNeverDoes() {
    round = new RoundDriver(context, ++number, roster, Set.of(), results::add);
    round.abandon();
    round.begin();
    environment.pass(DEADLINE);

    assertEquals(List.of(), results);
    assertEquals(0, a.bursts());
  }

  @Test
  void anOrderToSetTheTimeMovesTheMasterOnceAllThatWasPromisedHasRunOut() {
    context.order().accept(MILLI, environment.ticks());
    for (int i = 0; i < 3; i++) {
      round();
      assertEquals(Phase.ANNOUNCED, context.order().status().phase());
    }
    round();

    assertEquals(Phase.MOVING, context.order().status().phase());
    assertEquals(
        List.of(0.0, 0.0, 0.0, TimeOrderExecution.RATE_PPM),
        a.corrections().stream().map(Adjustment::clusterSlewPpm).toList());
    assertEquals(
        List.of(0L, 0L, 0L, MILLI),
        master.received().stream().map(Adjustment::deltaNanos).toList());
  }

  @Test
  void anOrderWaitsForNobodyWhoHasNotHeardOfIt() {
    TestPeer c = add("c").losing(Request.Adjust.class, "RemoteException: lost");
    context.order().accept(MILLI, environment.ticks());
    for (int i = 0; i < 4; i++) {
      round();
    }

    assertEquals(Phase.MOVING, context.order().status().phase());
    assertEquals(List.of(), c.corrections());
  }

  @Test
  void aCorrectionCarriesWhatTheMasterKnewWhenItWasRead() {
    Statement then = new Statement(5, 6, 7, true);
    master.become(then);
    a.afterNextBurst(() -> master.become(new Statement(5, 6, 1, true)));
    round();

    assertEquals(1, b.corrections().get(0).statement().goodForNanos());
    assertEquals(1, a.corrections().get(0).incarnation());
    assertEquals(5, a.corrections().get(0).statement().epoch());
  }

  @Test
  void whomAMajorityRefusesSinceTheyKnowBetterIsOverruled() {
    electorate = new Electorate(Set.of("m", "c", "d"));
    admit(contradicting("c"));
    RoundResult one = result();
    admit(contradicting("d"));

    assertInstanceOf(RoundResult.Completed.class, one, "one alone may be wrong itself");
    RoundResult.Overruled overruled = assertInstanceOf(RoundResult.Overruled.class, result());
    assertEquals("contradicted by [c, d]", overruled.reason());
  }

  private static TestPeer contradicting(String name) {
    return new TestPeer(name)
        .answer(
            Request.Adjust.class,
            correction -> {
              throw new ContradictionException("another time");
            });
  }

  @Test
  void whomAMajorityContradictsCorrectsNobody() {
    electorate = new Electorate(Set.of("m", "c", "d"));
    TestPeer c = admit(new TestPeer("c").ahead(HOUR));
    TestPeer d = admit(new TestPeer("d").ahead(HOUR));

    RoundResult.Overruled overruled = assertInstanceOf(RoundResult.Overruled.class, result());
    assertTrue(overruled.reason().contains("2 contradict"), overruled.reason());
    assertEquals(List.of(), c.corrections());
    assertEquals(List.of(), d.corrections());
    assertEquals(List.of(), a.corrections());
  }

  /** Rounds become rarer only once the members' frequencies are known. */
  private void settle() {
    context =
        context(
            SETTINGS.toBuilder()
                .pace(new RoundSpacing(Duration.ofMinutes(1), Duration.ofMillis(10)))
                .build());
    for (int i = 0; i < 30; i++) {
      round();
      environment.pass(Duration.ofMillis(600));
    }
  }

  @Test
  void whoseFrequencyIsKnownIsAskedLessAndCanBeLeftAlone() {
    assertEquals(0, ((RoundResult.Completed) result()).restNanos());
    settle();
    RoundResult.Completed completed = (RoundResult.Completed) result();

    assertTrue(completed.restNanos() > 1_000 * MILLI, completed.toString());
  }

  @Test
  void onlyABurstThatMetABusyProcessorIsRepeatedAndWhatBothSaidCounts() {
    settle();
    int bursts = a.bursts();
    b.nextRoundTrips(Duration.ofMillis(1));
    RoundReport report = round();

    assertEquals(bursts + 1, a.bursts());
    assertEquals(bursts + 2, b.bursts());
    assertEquals(50 * MICRO, of("b", report).rttNanos());
  }

  @Test
  void aBurstThatIsPoorAgainIsNotReadForAThirdTime() {
    settle();
    int bursts = b.bursts();
    b.nextRoundTrips(Duration.ofMillis(2), Duration.ofMillis(1));
    RoundReport report = round();

    assertEquals(bursts + 2, b.bursts());
    assertEquals(MILLI, of("b", report).rttNanos());
  }

  @Test
  void aNewcomerIsNotSteppedByABurstThatIsFarSlowerThanMost() {
    TestPeer c =
        add("c").nextRoundTrips(Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(1));
    RoundReport report = round();

    assertEquals(50 * MICRO, of("c", report).rttNanos());
    assertEquals(4, c.bursts());
    assertEquals(1, a.bursts());
    c.nextRoundTrips(Duration.ofMillis(20));
    assertEquals(20 * MILLI, of("c", round()).rttNanos(), "it is no newcomer any more");
  }

  @Test
  void aNewcomerThatIsFarAwayIsReadAgainAFewTimesAndThenTaken() {
    TestPeer c = add("c").roundTrip(Duration.ofMillis(5));
    RoundReport report = round();

    assertEquals(5, c.bursts());
    assertEquals(5 * MILLI, of("c", report).rttNanos());
    assertEquals(1, c.corrections().size());
  }

  @Test
  void theFirstWordCountsWhereThereIsNoSecond() {
    settle();
    b.nextRoundTrips(Duration.ofMillis(1)).afterNextBurst(() -> b.failing("gone meanwhile"));
    RoundReport report = round();

    assertEquals(MILLI, of("b", report).rttNanos());
    assertTrue(
        of("b", report).reason().endsWith("correction failed: gone meanwhile"), report.toString());
  }

  @Test
  void theSecondReadingHasHalfOfTheTimeThatIsLeft() {
    settle();
    long begun = environment.ticks();
    b.nextRoundTrips(Duration.ofMillis(10)).afterNextBurst(() -> b.is(Manner.SILENT));
    RoundReport report = round();

    List<HandDrivenNetwork.Sent> bursts =
        environment.network().sent().stream()
            .filter(sent -> sent.ticks() >= begun && sent.request().equals(""))
            .toList();
    HandDrivenNetwork.Sent second = bursts.get(2);
    assertEquals("b", second.name());
    long left = begun + READING - second.ticks();
    assertEquals(second.ticks() + left / 2, second.deadlineTicks());
    assertEquals(10 * MILLI, of("b", report).rttNanos());
  }

  @Test
  void whoWasSilentIsNotReadForASecondTime() {
    settle();
    a.is(Manner.GONE);
    b.nextRoundTrips(Duration.ofMillis(1));
    long begun = environment.ticks();
    round();

    assertEquals(
        List.of("a", "b", "b"),
        environment.network().sent().stream()
            .filter(sent -> sent.ticks() >= begun && sent.request().equals(""))
            .map(HandDrivenNetwork.Sent::name)
            .toList());
  }

  @Test
  void nobodyIsReadAgainAfterTheDeadline() {
    settle();
    results.clear();
    int bursts = b.bursts();
    b.nextRoundTrips(Duration.ofMillis(1));
    begin();
    environment.pass(200 * MICRO);
    environment.stall(Duration.ofMillis(300));
    environment.settle();
    environment.pass(Duration.ofMillis(100));

    assertEquals(bursts + 1, b.bursts());
    RoundReport report = ((RoundResult.Completed) results.get(0)).report();
    assertEquals(MILLI, of("b", report).rttNanos());
  }
}
