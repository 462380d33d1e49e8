package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import berkeley.master.MasterSettings;
import berkeley.node.driver.TestPeer.Manner;
import berkeley.node.election.ClockKnowledge;
import berkeley.node.election.ElectionSettings;
import berkeley.node.election.TermFence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Node "n" looks each half second whether it is listed, and each 100 ms whether it slept. */
class NodeDriverTest {

  private static final MasterSettings ROUNDS = MasterSettings.builder().samples(1).build();

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final NodeUnderTest node = new NodeUnderTest(environment);
  private final List<Boolean> entered = new ArrayList<>();
  private final List<RoundReport> rounds = new ArrayList<>();
  private final List<Long> begun = new ArrayList<>();
  private final List<MastershipEnding> endings = new ArrayList<>();
  private final NodeDriver driver =
      new NodeDriver(
          node.core,
          node.clock,
          environment,
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          node,
          Optional.empty());
  private int closed;

  @AfterEach
  void end() {
    environment.close();
  }

  private void lead() {
    driver.lead(ROUNDS, begun::add, rounds::add, endings::add);
  }

  private void close() {
    driver.close(() -> closed++);
  }

  @Test
  void keepsItselfListedAndTellsWhetherItIs() {
    environment.members().takeEntries(false);
    driver.start(entered::add);
    environment.pass(400 * MILLI);
    assertEquals(List.of(false), entered);
    environment.members().takeEntries(true);
    environment.pass(700 * MILLI);

    assertEquals(3, environment.members().entries());
    assertEquals(List.of(false, true, true), entered);
  }

  @Test
  void keepsItselfListedAlthoughWhoIsToldThrows() {
    driver.start(
        isListed -> {
          throw new IllegalStateException("a faulty listener");
        });
    environment.pass(SECOND);

    assertEquals(3, environment.members().entries());
    assertEquals(3, environment.failures().size());
  }

  @Test
  void noticesThatItsHostSlept() {
    node.synchronise("m", 1);
    driver.start(entered::add);
    environment.pass(SECOND);
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    long bound = node.clock.view().errorBoundNanos();
    environment.setWallForward(Duration.ofSeconds(3));
    environment.pass(101 * MILLI);

    assertEquals(NodeState.SUSPENDED, node.clock.state());
    assertTrue(
        node.clock.view().errorBoundNanos() > bound + SECOND, "its ticks may have stood still");
  }

  /** What docs/failures.md says of it: nothing happens. */
  @Test
  void aWallClockThatIsSetDoesNothingWhereTheHostTellsItsSuspensions() {
    environment.tellSuspended(Duration.ofSeconds(7));
    node.synchronise("m", 1);
    driver.start(entered::add);
    environment.pass(SECOND);
    environment.setWallForward(Duration.ofHours(1));
    environment.pass(100 * MILLI);

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(node.core.status().errorBoundNanos() < SECOND);
  }

  @Test
  void noticesThatItsHostSleptForAFractionOfASecond() {
    environment.tellSuspended(Duration.ofSeconds(7));
    node.synchronise("m", 1);
    driver.start(entered::add);
    environment.pass(SECOND);
    environment.tellSuspended(Duration.ofMillis(7_300));
    environment.pass(101 * MILLI);

    assertEquals(NodeState.SUSPENDED, node.clock.state());
    assertTrue(node.core.status().errorBoundNanos() > 300 * MILLI, "its ticks stood still");
  }

  @Test
  void noticesThatItWasStopped() {
    node.synchronise("m", 1);
    driver.start(entered::add);
    environment.pass(SECOND);
    environment.stall(Duration.ofMillis(2_200));
    environment.pass(MILLI);

    assertEquals(NodeState.SUSPENDED, node.clock.state());
  }

  @Test
  void noticesThatItsMasterIsSilent() {
    List<NodeState> states = new ArrayList<>();
    node.clock.addListener((before, after) -> states.add(after));
    node.synchronise("m", 1);
    driver.start(entered::add);
    environment.pass(2_400 * MILLI);
    assertEquals(List.of(NodeState.SYNCHRONISED), states);
    environment.pass(200 * MILLI);

    assertEquals(List.of(NodeState.SYNCHRONISED, NodeState.HOLDOVER), states);
  }

  private static TestPeer seeing(long term) {
    TestPeer peer = new TestPeer("a");
    return peer.answer(
        Request.Status.class, asked -> peer.status(NodeState.SYNCHRONISED, Role.SLAVE, term));
  }

  @Test
  void leadsInATermBeyondAllThatOthersHaveSeen() {
    environment.members().list(seeing(6));
    lead();
    environment.pass(SECOND);

    assertEquals(List.of(7L), begun);
    assertEquals(7, driver.mastership().orElseThrow().term());
    assertFalse(rounds.isEmpty());
    assertEquals(Role.MASTER, node.core.status().role());
  }

  @Test
  void leadsInATermBeyondItsOwn() {
    node.core.hear(9, "old");
    lead();
    environment.pass(SECOND);

    assertEquals(List.of(10L), begun);
  }

  @Test
  void whoHeardOfANewerTermMeanwhileIsDeposedBeforeItBegins() {
    driver.leadInTerm(1, ROUNDS, rounds::add, endings::add);
    driver.endMastership();
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    assertEquals(Optional.empty(), driver.mastership());
    environment.pass(5 * SECOND);
    assertEquals(List.of(), rounds);
  }

  @Test
  void leadsInATermThatTheCallerVouchesFor() {
    driver.leadInTerm(12, ROUNDS, rounds::add, endings::add);
    environment.pass(100 * MILLI);

    assertEquals(12, rounds.get(0).term());
    assertFalse(driver.stepDown(), "nobody has elected it");
    driver.endMastership();
    assertEquals(Role.SLAVE, node.core.status().role());
  }

  @Test
  void aFixedMasterInAnOldTermIsDeposedAtOnce() {
    node.core.hear(9, "newer");
    driver.leadInTerm(5, ROUNDS, rounds::add, endings::add);

    assertInstanceOf(MastershipEnding.Deposed.class, endings.get(0));
    assertEquals(Optional.empty(), driver.mastership());
  }

  @Test
  void leadsOnceOnly() {
    lead();
    assertThrows(IllegalStateException.class, this::lead);
    environment.pass(SECOND);
    assertThrows(
        IllegalStateException.class,
        () -> driver.leadInTerm(99, ROUNDS, rounds::add, endings::add));

    assertEquals(List.of(1L), begun);
  }

  @Test
  void whoIsClosedWhileItLooksForTheNewestTermDoesNotLead() {
    environment.members().list(seeing(6).roundTrip(Duration.ofMillis(200)));
    lead();
    environment.pass(100 * MILLI);
    close();
    environment.pass(5 * SECOND);

    assertEquals(List.of(), begun);
    assertEquals(List.of(), node.told());
    assertThrows(IllegalStateException.class, this::lead);
  }

  /** A node that knows cluster time to be a day ahead, give or take a millisecond. */
  private TestPeer knowing(String name, long epoch) {
    TestPeer peer = new TestPeer(name).ahead(Duration.ofDays(1));
    return peer.answer(
        Request.Status.class,
        asked -> {
          long time = environment.ticks() + Duration.ofDays(1).toNanos();
          return peer.knowing(6, epoch, time - MILLI, time + MILLI);
        });
  }

  @Test
  void whereOthersKnowClusterTimeItWaitsUntilWhatAMasterBeforeSaidIsGoodNoLonger() {
    environment.members().list(knowing("a", 99));
    long statement = MasterLifecycle.fixedStatementNanos(ROUNDS);
    lead();
    environment.pass(statement - MILLI);
    assertEquals(List.of(), begun);
    assertEquals(0, node.core.knowledge().epoch());
    environment.pass(10 * MILLI);

    assertEquals(List.of(7L), begun);
    assertEquals(99, node.core.knowledge().epoch(), "it carries on what they know");
    long ahead = node.clock.view().estimateNanos() - environment.ticks();
    assertTrue(Math.abs(ahead - Duration.ofDays(1).toNanos()) < 2 * MILLI, "ahead by " + ahead);
    assertEquals(2, environment.members().readings().stream().filter(Set::isEmpty).count() - 1);
  }

  @Test
  void whereNobodyKnowsClusterTimeItWaitsForNothing() {
    environment.members().list(seeing(6));
    lead();
    environment.pass(10 * MILLI);

    assertEquals(List.of(7L), begun);
  }

  @Test
  void aFixedMasterThatIsOverruledBeginsAnewOnceWhatItSaidIsGoodNoLonger() {
    lead();
    environment.pass(SECOND);
    environment.members().list(knowing("a", 99));
    long statement = MasterLifecycle.fixedStatementNanos(ROUNDS);
    driver.mastership().orElseThrow().overrule("its counter went wrong");
    environment.pass(statement - MILLI);
    assertEquals(List.of(1L), begun);
    assertFalse(node.clock.view().isShown());
    environment.pass(10 * MILLI);

    assertEquals(List.of(1L, 7L), begun);
    assertEquals(99, node.core.knowledge().epoch());
    assertEquals(List.of(), endings, "it goes on");
  }

  @Test
  void aFixedMasterThatIsOverruledWhileItsNodeObeysANewerOneEnds() {
    lead();
    environment.pass(SECOND);
    node.core.adjust(
        new Adjustment(0, 1_000_000, node.core.nodeTime(), 5, 1, 1_000, "newer", 0, 9, said()));
    driver.mastership().orElseThrow().overrule("all follow another");
    environment.pass(10 * SECOND);

    assertEquals(List.of(1L), begun);
    MastershipEnding.Deposed end = assertInstanceOf(MastershipEnding.Deposed.class, endings.get(0));
    assertEquals(5, end.refusal().obeyedTerm());
  }

  private Statement said() {
    return new Statement(node.core.knowledge().epoch(), 3, 0, true);
  }

  @Test
  void aFixedMasterThatSleptIsOverruled() {
    node.synchronise("old", 1);
    driver.start(entered::add);
    lead();
    environment.pass(SECOND);
    assertEquals(List.of(2L), begun);
    environment.setWallForward(Duration.ofSeconds(3));
    environment.pass(200 * MILLI);

    assertEquals(List.of(2L, 3L), begun, "nobody else knows cluster time");
    environment.pass(4 * SECOND);
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(node.clock.view().isShown());
    assertNotEquals(NodeUnderTest.EPOCH, node.core.knowledge().epoch(), "it has begun another one");
  }

  private void electable() {
    Duration second = Duration.ofSeconds(1);
    driver.takePart(new BuiltInElection(ElectionSettings.forPeriod(second)), ROUNDS, rounds::add);
  }

  @Test
  void isElectedAndLeads() {
    electable();
    assertTrue(driver.election().isPresent());
    driver.start(entered::add);
    environment.pass(5 * SECOND);

    assertEquals(1, driver.mastership().orElseThrow().term());
    assertEquals(List.of("n ELECTED 1 n", "n began 1", "n led 1"), node.told().subList(0, 3));
    assertEquals(1, rounds.get(0).term());
    assertThrows(IllegalStateException.class, this::lead);
    assertTrue(driver.stepDown());
    environment.settle();
    assertEquals(Role.SLAVE, node.core.status().role());
  }

  @Test
  void whoTakesPartObeysWhomTheElectionAdmits() {
    electable();
    node.core.adjust(new Adjustment(0, 1_000, node.core.nodeTime(), 4, 1, 2_000, "m"));

    assertEquals("m", driver.election().orElseThrow().election().master().orElseThrow());
    assertThrows(
        StaleTermException.class,
        () -> node.core.adjust(new Adjustment(0, 0, node.core.nodeTime(), 3, 1, 0, "x")));
    environment.settle();
  }

  /** A service that says who leads: it has chosen this node. */
  private final class Chosen implements ElectionParticipant {
    private final List<String> done = new ArrayList<>();
    private final Map<String, PeerAddress> addresses;
    private MastershipListener listener;
    private Runnable closing = () -> {};

    Chosen(TestPeer... members) {
      addresses = new HashMap<>();
      for (TestPeer member : members) {
        addresses.put(member.name(), member);
      }
    }

    ElectionParticipant enter(
        MemberId self,
        TermFence fence,
        NodeEnvironment given,
        ClockKnowledge clock,
        MastershipListener toBeTold) {
      assertEquals(new MemberId("n", 42), self);
      listener = toBeTold;
      return this;
    }

    @Override
    public void start() {
      environment.execute(() -> listener.lead(5, false));
    }

    @Override
    public boolean leads() {
      return true;
    }

    @Override
    public long leadsUntilTicks() {
      return environment.ticks() + SECOND;
    }

    @Override
    public void admit(Adjustment adjustment) {
      // Whoever corrects this node was told to lead.
    }

    @Override
    public void refused(StaleTermException refusal) {
      done.add("refused " + refusal.obeyedTerm());
    }

    @Override
    public boolean stepDown() {
      done.add("step down");
      return true;
    }

    @Override
    public long longestLeaseNanos() {
      return SECOND;
    }

    @Override
    public Map<String, PeerAddress> addresses() {
      return addresses;
    }

    @Override
    public void close(Runnable then) {
      done.add("close");
      closing = then;
    }
  }

  @Test
  void anElectedMasterThatIsDeposedTellsWhoElectedIt() {
    TestPeer refusing = new TestPeer("a").foreign();
    refusing.answer(
        Request.Adjust.class,
        correction -> {
          throw new StaleTermException(5, 8, "other");
        });
    Chosen chosen = new Chosen(refusing);
    driver.takePart(chosen::enter, ROUNDS, rounds::add);
    driver.start(entered::add);
    environment.pass(SECOND);

    assertEquals(List.of("refused 8"), chosen.done);
    assertEquals(Optional.empty(), driver.election(), "it is another method than the built-in one");
    assertEquals(Optional.empty(), driver.mastership());
  }

  @Test
  void anElectedMasterWhomNobodyAnswersStepsDown() {
    Chosen chosen = new Chosen(new TestPeer("a").is(Manner.SILENT));
    driver.takePart(chosen::enter, ROUNDS, rounds::add);
    driver.start(entered::add);
    environment.members().list(new TestPeer("a").is(Manner.SILENT));
    environment.pass(10 * SECOND);

    assertTrue(rounds.size() >= 5);
    assertEquals("step down", chosen.done.get(0));
  }

  @Test
  void sendsItsTimeByItsOwnTimerOnceOnly() {
    driver.pushEvery(Duration.ofSeconds(1));
    assertThrows(IllegalStateException.class, () -> driver.pushEvery(Duration.ofSeconds(1)));
    environment.pass(SECOND);
    assertEquals(1, environment.members().readings().size(), "it looks for a master");

    close();
    environment.pass(5 * SECOND);
    assertEquals(1, environment.members().readings().size());
    assertThrows(IllegalStateException.class, () -> driver.pushEvery(Duration.ofSeconds(1)));
  }

  @Test
  void theCloseEndsTheMastershipTakesTheEntryBackAndLeavesNothingToDo() {
    driver.leadInTerm(3, ROUNDS, rounds::add, endings::add);
    driver.start(entered::add);
    environment.pass(SECOND);
    close();
    assertEquals(0, closed, "an event of its own");
    environment.settle();

    assertEquals(1, closed);
    assertTrue(environment.members().hasLeft());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    int entries = environment.members().entries();
    environment.pass(10 * SECOND);
    assertEquals(entries, environment.members().entries());
    assertEquals(0, environment.pending());
  }

  @Test
  void whoIsClosedWhileItEntersItselfIsNotToldAnyMore() {
    driver.start(entered::add);
    close();
    environment.pass(SECOND);

    assertEquals(List.of(), entered);
    assertEquals(1, environment.members().entries());
  }

  @Test
  void theElectionIsLeftBeforeTheMastershipEndsAndTheEntryIsTakenBack() {
    Chosen chosen = new Chosen();
    driver.takePart(chosen::enter, ROUNDS, rounds::add);
    driver.start(entered::add);
    environment.pass(100 * MILLI);
    close();
    environment.pass(SECOND);
    assertEquals(List.of("close"), chosen.done);
    assertTrue(driver.mastership().isPresent());
    assertFalse(environment.members().hasLeft());

    chosen.closing.run();
    environment.settle();
    assertEquals(Optional.empty(), driver.mastership());
    assertTrue(environment.members().hasLeft());
    assertEquals(1, closed);
  }

  @Test
  void whoIsClosedTwiceLeavesOnceAndBothAreToldWhenThatIsDone() {
    Chosen chosen = new Chosen();
    driver.takePart(chosen::enter, ROUNDS, rounds::add);
    close();
    close();
    environment.settle();
    assertEquals(List.of("close"), chosen.done);
    assertEquals(0, closed);

    chosen.closing.run();
    environment.settle();
    assertEquals(2, closed);
    close();
    environment.settle();
    assertEquals(3, closed);
  }

  @Test
  void thereIsNothingToStepDownFromWithoutAMastership() {
    assertFalse(driver.stepDown());
    assertEquals(Optional.empty(), driver.mastership());
    assertEquals(Optional.empty(), driver.election());
    driver.endMastership();
  }

  @Test
  void aNodeListenerMayWantToKnowNothing() {
    NodeDriver quiet =
        new NodeDriver(
            node.core,
            node.clock,
            environment,
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            NodeListener.NONE,
            Optional.empty());
    Duration second = Duration.ofSeconds(1);
    quiet.takePart(new BuiltInElection(ElectionSettings.forPeriod(second)), ROUNDS, rounds::add);
    quiet.start(entered::add);
    environment.pass(5 * SECOND);

    assertTrue(quiet.stepDown());
    environment.settle();
    assertFalse(rounds.isEmpty());
  }
}
