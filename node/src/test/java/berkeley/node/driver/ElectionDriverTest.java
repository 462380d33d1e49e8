package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.driver.TestPeer.Manner;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.ElectionRole;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.TermFence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Node "a". A heartbeat binds for 800 ms, a master leads for 775 ms on the strength of one answer,
 * and a member that is silent for ten seconds is dead.
 */
class ElectionDriverTest {

  private static final MemberId SELF = new MemberId("a", 1);
  private static final MemberId B = new MemberId("b", 1);
  private static final Duration LEASE = Duration.ofMillis(800);
  private static final ElectionSettings SETTINGS =
      ElectionSettings.builder(Duration.ofSeconds(1))
          .lease(LEASE)
          .heartbeat(Duration.ofMillis(100))
          .timeoutSpread(Duration.ofMillis(100))
          .memberExpiry(Duration.ofSeconds(10))
          .build();

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final Told told = new Told();
  private final TermFence fence = new TermFence();
  private final TestPeer b = voter("b");
  private ElectionDriver driver = driver(SETTINGS);

  /** What the listener is told. */
  private static final class Told implements MastershipListener {
    private final List<String> all = new ArrayList<>();
    private RuntimeException fault;
    private long untilTicks;

    @Override
    public void lead(long term, boolean keptItsRate) {
      all.add("lead " + term);
    }

    @Override
    public void stepDown(long term) {
      all.add("step down " + term);
    }

    @Override
    public void follow(long term, String master) {
      all.add("follow " + term + " " + master);
    }

    @Override
    public void electionStep(long term, String step, String master) {
      all.add(step + " " + term + " " + master);
      if (fault != null) {
        RuntimeException thrown = fault;
        fault = null;
        throw thrown;
      }
    }

    @Override
    public void prolong(long untilTicks) {
      this.untilTicks = untilTicks;
    }

    @Override
    public void forgetTime() {
      all.add("forget");
    }
  }

  @AfterEach
  void end() {
    environment.close();
  }

  private ElectionDriver driver(ElectionSettings settings) {
    return new ElectionDriver(settings, SELF, fence, environment, ClockKnowledge.NOTHING, told);
  }

  /** A node that says yes to everything. */
  private static TestPeer voter(String name) {
    MemberId from = new MemberId(name, 1);
    return new TestPeer(name)
        .electable()
        .answer(
            Request.Vote.class,
            vote ->
                new VoteReply(
                    from,
                    vote.request().ballot(),
                    vote.request().term(),
                    vote.request().ballot() != Ballot.RECOVERY_QUERY,
                    0,
                    vote.request().membership(),
                    0,
                    0))
        .answer(
            Request.Beat.class,
            beat ->
                new HeartbeatReply(
                    from,
                    beat.heartbeat().term(),
                    beat.heartbeat().sentNanos(),
                    true,
                    beat.heartbeat().term(),
                    beat.heartbeat().membership(),
                    true));
  }

  private static Heartbeat heartbeat(long term) {
    return new Heartbeat(B, term, 0, new Membership(term, 0, List.of("a", "b")), 0);
  }

  private static Adjustment correction(long term, String master) {
    return new Adjustment(0, 0, 0, term, 1, 0, master);
  }

  private static VoteRequest request(Ballot ballot, long term, Membership membership) {
    return new VoteRequest(B, ballot, term, membership, 0);
  }

  private List<Long> ticksOf(Class<?> kind) {
    return environment.network().sent().stream()
        .filter(sent -> kind.isInstance(sent.request()))
        .map(HandDrivenNetwork.Sent::ticks)
        .toList();
  }

  /** Starts beside "b" and lets time pass until it leads. */
  private void elected() {
    environment.members().list(b);
    driver.start();
    for (int i = 0; i < 300 && !driver.leads(); i++) {
      environment.pass(10 * MILLI);
    }
    assertTrue(driver.leads(), () -> driver.election().toString());
  }

  @Test
  void aloneItLeadsOnceTheRegistriesHaveSaidSoForAWhile() {
    driver.start();
    environment.pass(1_500 * MILLI - 1);
    assertEquals(List.of(), told.all);
    environment.pass(201 * MILLI);

    assertEquals(List.of("ELECTED 1 a", "lead 1"), told.all);
    assertTrue(driver.leads());
  }

  @Test
  void isElectedByTheOthersAndKeepsItsPlaceByItsHeartbeats() {
    elected();
    assertEquals(List.of("ELECTED 1 a", "lead 1"), told.all);
    assertEquals(Map.of("b", b), driver.addresses());
    environment.pass(5 * SECOND);

    assertTrue(driver.leads());
    long left = driver.leadsUntilTicks() - environment.ticks();
    assertTrue(left > 660 * MILLI && left <= 775 * MILLI, "left: " + left);
    List<Long> beats = ticksOf(Request.Beat.class);
    assertTrue(beats.size() >= 50);
    for (int i = 1; i < beats.size(); i++) {
      assertEquals(100 * MILLI, beats.get(i) - beats.get(i - 1));
    }
  }

  @Test
  void ticksAtItsDeadlineAndNotBefore() {
    driver.start();
    environment.settle();
    long deadline = driver.election().nextDeadlineNanos();
    environment.pass(deadline - environment.ticks() - 1);
    assertEquals(deadline, driver.election().nextDeadlineNanos());
    environment.pass(1);

    assertTrue(driver.election().nextDeadlineNanos() > deadline);
  }

  @Test
  void aMasterWhoseMembersFallSilentStepsDownWhenItsLeaseIsOver() {
    elected();
    environment.pass(SECOND);
    b.is(Manner.SILENT);
    environment.pass(SECOND);

    assertFalse(driver.leads());
    assertEquals(
        List.of("ELECTED 1 a", "lead 1", "STEPPED_DOWN 1 a", "step down 1"),
        told.all.subList(0, 4));
    assertTrue(driver.leadsUntilTicks() - environment.ticks() <= 0);
  }

  @Test
  void aMasterThatWasStoppedKnowsAtOnceThatItLeadsNoLonger() {
    elected();
    environment.pass(SECOND);
    environment.stall(Duration.ofSeconds(1));

    assertFalse(driver.leads());
    assertEquals(List.of("ELECTED 1 a", "lead 1"), told.all);
    environment.settle();
    assertEquals(List.of("STEPPED_DOWN 1 a", "step down 1"), told.all.subList(2, 4));
  }

  @Test
  void mastershipsChangeInEventsOfTheirOwn() {
    driver.heartbeat(heartbeat(3));
    assertEquals(List.of("FOLLOWING 3 b"), told.all);
    environment.settle();

    assertEquals(List.of("FOLLOWING 3 b", "follow 3 b"), told.all);
  }

  @Test
  void followsAMasterUntilThatIsSilent() {
    driver.start();
    assertTrue(driver.heartbeat(heartbeat(3)).accepted());
    environment.pass(LEASE);
    assertEquals(List.of("FOLLOWING 3 b", "follow 3 b"), told.all);
    environment.pass(SECOND);

    assertEquals("MASTER_SILENT 3 b", told.all.get(2));
    assertFalse(driver.heartbeat(heartbeat(2)).accepted());
  }

  @Test
  void admitsTheCorrectionsOfWhomItObeysAndOfNobodyElse() {
    driver.heartbeat(heartbeat(3));
    driver.admit(correction(3, "b"));

    StaleTermException refusal =
        assertThrows(StaleTermException.class, () -> driver.admit(correction(2, "b")));
    assertEquals(List.of(2L, 3L), List.of(refusal.refusedTerm(), refusal.obeyedTerm()));
    assertThrows(StaleTermException.class, () -> driver.admit(correction(3, "c")));
    environment.settle();
  }

  /** Lets the wait of a node that has just started go by. */
  private void takePart() {
    if (environment.members().readings().isEmpty()) {
      environment.members().list(b);
      driver.start();
    }
    for (int i = 0; i < 300 && driver.election().role() == ElectionRole.WAITING; i++) {
      environment.pass(10 * MILLI);
    }
  }

  @Test
  void theTermThatItVotesInIsTheOneThatCorrectionsHaveToBeOf() {
    takePart();
    assertTrue(driver.vote(request(Ballot.VOTE, 7, driver.election().membership())).granted());

    assertEquals(7, fence.term());
    assertEquals("", fence.master());
    assertThrows(StaleTermException.class, () -> fence.accept(correction(6, "b")));
    fence.accept(correction(7, "b"));
  }

  @Test
  void votesOnceItTakesPart() {
    environment.members().list(b);
    driver.start();
    Membership both = Membership.discovered(List.of("a", "b"));
    assertFalse(driver.vote(request(Ballot.VOTE, 1, both)).granted(), "it has just started");
    takePart();
    VoteReply reply = driver.vote(request(Ballot.VOTE, 7, driver.election().membership()));

    assertTrue(reply.granted(), reply::toString);
    assertEquals("a", reply.from().name());
  }

  @Test
  void isDeposedByARefusalOfANewerTerm() {
    elected();
    driver.refused(new StaleTermException(1, 8, "c"));
    environment.settle();

    assertFalse(driver.leads());
    assertEquals(8, driver.election().term());
    assertEquals("step down 1", told.all.get(3));
  }

  @Test
  void stepsDownWhenAskedByFallingSilent() {
    elected();
    environment.pass(SECOND);
    assertTrue(driver.stepDown());
    int sent = environment.network().sent().size();
    environment.pass(LEASE);

    assertEquals("step down 1", told.all.get(3));
    assertEquals(sent, environment.network().sent().size());
    assertFalse(driver.stepDown(), "it leads no longer");
  }

  @Test
  void whoHasLeftIsNoMemberAnyMore() {
    elected();
    environment.pass(SECOND);
    driver.leave(new Leave(B, 1));
    environment.members().list();
    environment.pass(SECOND);

    assertEquals(List.of("a"), driver.election().membership().members());
    assertTrue(driver.leads());
  }

  @Test
  void whoMayHaveAnotherLifeIsLookedUpAgain() {
    environment.members().list(b);
    driver.start();
    environment.pass(600 * MILLI);
    assertEquals(List.of(Set.of(), Set.of("b")), environment.members().readings());
    driver.heartbeat(heartbeat(3));
    environment.pass(500 * MILLI);

    assertEquals(Set.of(), environment.members().readings().get(2));
  }

  @Test
  void anIncompleteListIsNotBelieved() {
    environment.members().list(false, b);
    driver.start();
    environment.pass(30 * SECOND);

    assertEquals(List.of(), told.all);
    assertEquals(List.of("a"), driver.election().membership().members());
  }

  @Test
  void withAFixedQuorumAnIncompleteListIsEnough() {
    driver = driver(SETTINGS.toBuilder().quorum(2).build());
    environment.members().list(false, b);
    driver.start();
    environment.pass(4 * SECOND);

    assertTrue(driver.leads());
  }

  @Test
  void listsTheMembersTwiceASecondAndSlowRegistriesLessOften() {
    driver.start();
    environment.pass(SECOND);
    assertEquals(3, environment.members().readings().size());
    environment.members().answerAfter(Duration.ofMillis(400));
    environment.pass(500 * MILLI);
    assertEquals(4, environment.members().readings().size());

    environment.pass(400 * MILLI + 2 * 400 * MILLI - 1);
    assertEquals(4, environment.members().readings().size());
    environment.pass(1);
    assertEquals(5, environment.members().readings().size());
  }

  @Test
  void whereALeaseIsLongTheMembersAreListedFiveTimesInOne() {
    driver = driver(SETTINGS.toBuilder().lease(Duration.ofSeconds(5)).build());
    driver.start();
    environment.pass(2 * SECOND + 500 * MILLI);

    assertEquals(3, environment.members().readings().size());
  }

  @Test
  void goesOnListingAfterAListThatItCannotUse() {
    environment.members().list(new TestPeer("x".repeat(300)).electable());
    driver.start();
    environment.pass(1_500 * MILLI);
    List<RuntimeException> thrown = environment.failures();
    assertEquals(1, thrown.size());
    assertInstanceOf(IllegalArgumentException.class, thrown.get(0));

    environment.members().list();
    environment.pass(SECOND);
    assertTrue(driver.leads(), () -> driver.election().toString());
  }

  @Test
  void goesOnAlthoughAListenerThrows() {
    told.fault = new IllegalStateException("a faulty listener");
    driver.start();
    environment.pass(2 * SECOND);
    assertEquals(1, environment.failures().size());
    b.is(Manner.ANSWERS);
    environment.members().list(b);
    environment.pass(2 * SECOND);

    assertTrue(ticksOf(Request.Beat.class).size() > 5, "it goes on to send heartbeats");
  }

  @Test
  void whoIsGoneIsTakenOutAfterItsExpiryAndWhoIsSilentIsNot() {
    TestPeer silent = voter("c").is(Manner.SILENT);
    environment.members().list(b.is(Manner.GONE), silent);
    driver.start();
    environment.pass(10 * SECOND);
    assertEquals(List.of(), environment.members().takenOut());
    environment.pass(5 * SECOND);

    assertEquals(List.of("b"), environment.members().takenOut());
  }

  @Test
  void complainsOnceForEachLongGapWithoutAMaster() {
    environment.members().list(b.is(Manner.SILENT));
    driver.start();
    String complaint = "no master can be elected node=a";
    try (LoggedLines log = new LoggedLines()) {
      environment.pass(5 * SECOND);
      assertEquals(0, log.with(complaint));
      environment.pass(20 * SECOND);
      assertEquals(1, log.with(complaint));

      driver.heartbeat(heartbeat(3));
      environment.pass(600 * MILLI);
      driver.heartbeat(heartbeat(3));
      environment.pass(20 * SECOND);
      assertEquals(2, log.with(complaint));
    }
  }

  private int closed;

  private void close() {
    driver.close(() -> closed++);
  }

  @Test
  void whoDoesNotLeadSaysFarewellAtOnce() {
    environment.members().list(b);
    driver.start();
    environment.pass(600 * MILLI);
    close();
    environment.pass(MILLI);

    assertEquals(1, closed);
    assertEquals(SELF, b.asked(Request.Farewell.class).get(0).leave().from());
    int readings = environment.members().readings().size();
    environment.pass(10 * SECOND);
    assertEquals(readings, environment.members().readings().size());
    assertEquals(0, environment.pending(), "nothing goes on");
  }

  @Test
  void whoIsClosedWhileItListsTheMembersListsThemNoMore() {
    environment.members().answerAfter(Duration.ofMillis(100));
    driver.start();
    environment.pass(50 * MILLI);
    close();
    environment.pass(10 * SECOND);

    assertEquals(1, environment.members().readings().size());
  }

  @Test
  void aMasterThatLeavesWaitsForNobodyAndTellsAll() {
    elected();
    environment.pass(SECOND);
    close();
    environment.pass(MILLI);

    assertEquals("step down 1", told.all.get(3));
    assertEquals(1, closed);
    assertEquals(new Leave(SELF, 1), b.asked(Request.Farewell.class).get(0).leave());
    environment.pass(10 * SECOND);
    assertEquals(1, closed, "once");
  }

  @Test
  void tellsHowLongItsLeaseLasts() {
    elected();
    environment.pass(SECOND);

    assertEquals(driver.leadsUntilTicks(), told.untilTicks);
    assertEquals(775 * MILLI, driver.longestLeaseNanos());
  }

  @Test
  void aMasterThatIsAloneWaitsForNobody() {
    driver.start();
    environment.pass(2 * SECOND);
    assertTrue(driver.leads());
    close();
    environment.settle();

    assertEquals(1, closed);
    assertFalse(driver.leads());
    assertEquals(List.of("STEPPED_DOWN 1 a", "step down 1"), told.all.subList(2, 4));
  }

  @Test
  void whoHasLeftStillAnswersAndDoesNothingOfItsOwnAccord() {
    environment.members().list(b);
    driver.start();
    environment.pass(600 * MILLI);
    close();
    environment.pass(MILLI);

    assertTrue(driver.heartbeat(heartbeat(3)).accepted());
    environment.pass(10 * SECOND);
    assertEquals(List.of(), told.all);
  }
}
