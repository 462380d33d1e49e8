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
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The masterships of node "n", which has been synchronised by "old" in term 1. */
class MasterLifecycleTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final NodeUnderTest node = new NodeUnderTest(environment);
  private final List<RoundReport> rounds = new ArrayList<>();
  private final List<MastershipEnding> endings = new ArrayList<>();
  private final Above above = new Above();
  private MasterLifecycle lifecycle = lifecycle(MasterSettings.builder().samples(1).build());

  /** Whether the level above sees the node. */
  private static final class Above implements LevelAbove {
    private boolean shown;

    @Override
    public void show() {
      shown = true;
    }

    @Override
    public void hide() {
      shown = false;
    }
  }

  private MasterLifecycle lifecycle(MasterSettings settings) {
    return new MasterLifecycle(
        node.core, environment, settings, node, rounds::add, endings::add, Optional.of(above));
  }

  MasterLifecycleTest() {
    node.synchronise("old", 1);
  }

  private PushedReading pushed() {
    return new PushedReading("p", node.core.nodeTime(), node.core.nodeTime(), 0, false);
  }

  @AfterEach
  void end() {
    environment.close();
  }

  @Test
  void whoLeadsIsMasterTakesTimesAndOrdersAndIsSeenAbove() {
    lifecycle.lead(2, false);

    assertEquals(Role.MASTER, node.core.status().role());
    assertEquals(2, node.core.term());
    assertTrue(above.shown);
    assertEquals(2, lifecycle.current().orElseThrow().term());
    environment.pass(10 * MILLI);
    assertEquals(1, rounds.size());
    assertEquals(rounds, node.core.rounds(0, 0));
    assertEquals(List.of("n began 2", "n led 1"), node.told());
    assertEquals(2, node.core.push(pushed()).round());
    assertEquals(2, node.core.orders().timeOrder().term());
    assertEquals(List.of(), endings);
  }

  @Test
  void onlyTheMastershipOfThatTermIsEnded() {
    lifecycle.lead(2, false);
    environment.pass(10 * MILLI);
    lifecycle.stepDown(1);
    assertEquals(Role.MASTER, node.core.status().role());

    lifecycle.stepDown(2);
    lifecycle.stepDown(2);
    environment.pass(5 * SECOND);

    assertEquals(Role.SLAVE, node.core.status().role());
    assertEquals(Optional.empty(), lifecycle.current());
    assertFalse(above.shown);
    assertEquals(List.of("n began 2", "n led 1", "n ended 2"), node.told());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    assertEquals(1, rounds.size());
    assertThrows(IllegalStateException.class, () -> node.core.push(pushed()));
    assertThrows(IllegalStateException.class, () -> node.core.orders());
  }

  @Test
  void aNewMastershipEndsTheOneBefore() {
    lifecycle.lead(2, false);
    environment.pass(10 * MILLI);
    lifecycle.lead(5, false);
    environment.pass(10 * MILLI);

    assertEquals(List.of("n began 2", "n led 1", "n ended 2", "n began 5", "n led 1"), node.told());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    assertEquals(Role.MASTER, node.core.status().role());
    assertTrue(above.shown);
  }

  @Test
  void whoObeysANewerTermAlreadyIsDeposedAtTheBeginning() {
    lifecycle.follow(9, "other");
    lifecycle.lead(5, false);
    environment.pass(5 * SECOND);

    assertEquals(1, endings.size());
    assertEquals(
        9, assertInstanceOf(MastershipEnding.Deposed.class, endings.get(0)).refusal().obeyedTerm());
    assertEquals(Optional.empty(), lifecycle.current());
    assertEquals(Role.SLAVE, node.core.status().role());
    assertEquals(List.of(), node.told());
    assertFalse(above.shown);
  }

  @Test
  void whomAMemberDeposesIsASlaveByTheTimeItIsTold() {
    List<Role> roles = new ArrayList<>();
    MasterLifecycle deposed =
        new MasterLifecycle(
            node.core,
            environment,
            MasterSettings.defaults(),
            node,
            rounds::add,
            ending -> roles.add(node.core.status().role()),
            Optional.of(above));
    TestPeer a = new TestPeer("a").foreign();
    a.answer(
        Request.Adjust.class,
        correction -> {
          throw new StaleTermException(2, 8, "other");
        });
    environment.members().list(a);
    deposed.lead(2, false);
    environment.pass(SECOND);

    assertEquals(List.of(Role.SLAVE), roles);
    assertEquals(List.of("n began 2", "n ended 2"), node.told());
    assertEquals(Optional.empty(), deposed.current());
    assertFalse(above.shown);
  }

  @Test
  void aMastershipEndsWithItsRounds() {
    lifecycle = lifecycle(MasterSettings.builder().rounds(2).build());
    lifecycle.lead(2, false);
    environment.pass(5 * SECOND);

    assertEquals(List.of(new MastershipEnding.Done()), endings);
    assertEquals(List.of("n began 2", "n led 1", "n led 2", "n ended 2"), node.told());
    assertEquals(Role.SLAVE, node.core.status().role());
  }

  @Test
  void followsAnotherMaster() {
    lifecycle.follow(4, "other");

    assertEquals(4, node.core.status().term());
    assertEquals("other", node.core.status().master());
    lifecycle.follow(3, "older");
    assertEquals("other", node.core.status().master());
  }

  @Test
  void leadsOnAnothersWordAndBeginsWithTheMembersThatOneKnows() {
    environment.members().answerAfter(Duration.ofHours(1));
    Authority authority = new Authority();
    authority.untilTicks = environment.ticks() + 5 * SECOND;
    lifecycle.underAuthorityOf(authority);
    lifecycle.lead(2, false);
    environment.pass(SECOND - MILLI);
    assertEquals("known", rounds.get(0).members().get(0).id());

    authority.authorised = false;
    environment.pass(SECOND);
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void fromTheEndOfItsLeaseItsBoundGrowsAsAnyMembersDoes() {
    Authority authority = new Authority();
    authority.untilTicks = environment.ticks() + 10 * SECOND;
    lifecycle.underAuthorityOf(authority);
    lifecycle.lead(2, false);
    environment.pass(5 * SECOND);
    long bound = node.clock.view().errorBoundNanos();
    environment.pass(4 * SECOND);
    assertEquals(bound, node.clock.view().errorBoundNanos());

    environment.stall(Duration.ofSeconds(2));
    assertTrue(
        node.clock.view().errorBoundNanos() > bound,
        "there may be a successor that it knows nothing of");
    lifecycle.close();
  }

  @Test
  void aLeaseThatIsProlongedKeepsItsBound() {
    Authority authority = new Authority();
    authority.untilTicks = environment.ticks() + 10 * SECOND;
    lifecycle.underAuthorityOf(authority);
    lifecycle.lead(2, false);
    environment.pass(5 * SECOND);
    long bound = node.clock.view().errorBoundNanos();
    lifecycle.prolong(environment.ticks() + 10 * SECOND);
    environment.stall(Duration.ofSeconds(9));

    assertEquals(bound, node.clock.view().errorBoundNanos());
    lifecycle.close();
  }

  @Test
  void anOverruledMastershipEndsAndForgetsTheTime() {
    lifecycle.lead(2, false);
    environment.pass(10 * MILLI);
    assertTrue(node.clock.view().isShown());

    lifecycle.current().orElseThrow().overrule("this host slept");
    environment.pass(MILLI);

    assertEquals(List.of(new MastershipEnding.Overruled("this host slept")), endings);
    assertEquals(Optional.empty(), lifecycle.current());
    assertEquals(Role.SLAVE, node.core.status().role());
    assertEquals(NodeState.CONTRADICTED, node.clock.state());
    assertFalse(node.clock.view().isShown());
    assertFalse(node.core.knowledge().mayLead());
  }

  @Test
  void whoWasOverruledAndIsChosenAgainAsksTheOthersAndBeginsAnewIfNobodyKnowsTheTime() {
    lifecycle.lead(2, false);
    environment.pass(10 * MILLI);
    lifecycle.current().orElseThrow().overrule("this host slept");
    environment.pass(MILLI);
    TestPeer a = new TestPeer("a");
    environment.members().list(a);
    lifecycle.lead(3, false);
    environment.pass(3 * SECOND);

    assertEquals(2, a.asked(Request.Status.class).size() - 1, "twice, and once by the round");
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(node.clock.view().isShown());
    assertNotEquals(NodeUnderTest.EPOCH, node.core.knowledge().epoch());
  }

  @Test
  void whoIsChosenWithoutAnElectionAndKnowsNoTimeAsksTheOthersFirst() {
    NodeUnderTest newcomer = new NodeUnderTest(environment);
    MasterLifecycle chosen =
        new MasterLifecycle(
            newcomer.core,
            environment,
            MasterSettings.builder().samples(1).build(),
            newcomer,
            rounds::add,
            endings::add,
            Optional.empty());
    Authority authority = new Authority();
    authority.untilTicks = environment.ticks() + 100 * SECOND;
    chosen.underAuthorityOf(authority);
    TestPeer a = new TestPeer("a");
    long day = Duration.ofDays(1).toNanos();
    a.ahead(Duration.ofDays(1))
        .answer(
            Request.Status.class,
            asked ->
                a.knowing(1, 99, environment.ticks() + day - MILLI, environment.ticks() + day));
    environment.members().list(a);
    chosen.lead(2, false);
    environment.pass(SECOND);

    assertEquals(99, newcomer.core.knowledge().epoch());
    long ahead = newcomer.clock.view().estimateNanos() - environment.ticks();
    assertTrue(ahead > day - 2 * MILLI && ahead < day + MILLI, "ahead by " + ahead);
    chosen.close();
  }

  /** Whoever chooses the master, and has chosen this node. */
  private static final class Authority implements ElectionParticipant {
    private boolean authorised = true;
    private long untilTicks;

    @Override
    public void start() {
      // it has chosen already
    }

    @Override
    public boolean leads() {
      return authorised;
    }

    @Override
    public long leadsUntilTicks() {
      return untilTicks;
    }

    @Override
    public void admit(Adjustment adjustment) {
      // nobody else leads
    }

    @Override
    public void refused(StaleTermException refusal) {
      // nobody refuses
    }

    @Override
    public boolean stepDown() {
      return false;
    }

    @Override
    public long longestLeaseNanos() {
      return 10 * SECOND;
    }

    @Override
    public Map<String, PeerAddress> addresses() {
      return Map.of("known", new TestPeer("known").foreign());
    }

    @Override
    public void close(Runnable then) {
      then.run();
    }
  }

  @Test
  void tellsTheStepsOfTheElection() {
    lifecycle.electionStep(4, "FOLLOWING", "other");

    assertEquals(List.of("n FOLLOWING 4 other"), node.told());
  }

  @Test
  void theEndOfTheNodeEndsItsMastershipAndLeavesTheClockAsItIs() {
    lifecycle.lead(2, false);
    environment.pass(10 * MILLI);
    lifecycle.close();
    lifecycle.close();
    environment.pass(5 * SECOND);

    assertEquals(List.of("n began 2", "n led 1", "n ended 2"), node.told());
    assertFalse(above.shown);
    assertEquals(1, node.clock.view().errorBoundNanos(), "rounded outwards");
    assertEquals(1, rounds.size());
  }
}
