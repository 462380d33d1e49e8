package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Request;
import berkeley.api.wire.MemberReport;
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

  @AfterEach
  void end() {
    environment.close();
  }

  @Test
  void whoLeadsIsMasterTakesTimesAndOrdersAndIsSeenAbove() {
    lifecycle.lead(2);

    assertEquals(Role.MASTER, node.core.status().role());
    assertEquals(2, node.core.term());
    assertTrue(above.shown);
    assertEquals(2, lifecycle.current().orElseThrow().term());
    environment.pass(10 * MILLI);
    assertEquals(1, rounds.size());
    assertEquals(rounds, node.core.rounds(0, 0));
    assertEquals(List.of("n began 2", "n led 1"), node.told());
    assertEquals(2, node.core.push("p", node.core.nodeTime(), false).round());
    assertEquals(2, node.core.orders().timeOrder().term());
    assertEquals(List.of(), endings);
  }

  @Test
  void onlyTheMastershipOfThatTermIsEnded() {
    lifecycle.lead(2);
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
    assertThrows(IllegalStateException.class, () -> node.core.push("p", 1, false));
    assertThrows(IllegalStateException.class, () -> node.core.orders());
  }

  @Test
  void aNewMastershipEndsTheOneBefore() {
    lifecycle.lead(2);
    environment.pass(10 * MILLI);
    lifecycle.lead(5);
    environment.pass(10 * MILLI);

    assertEquals(List.of("n began 2", "n led 1", "n ended 2", "n began 5", "n led 1"), node.told());
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
    assertEquals(Role.MASTER, node.core.status().role());
    assertTrue(above.shown);
  }

  @Test
  void whoObeysANewerTermAlreadyIsDeposedAtTheBeginning() {
    lifecycle.follow(9, "other");
    lifecycle.lead(5);
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
    deposed.lead(2);
    environment.pass(SECOND);

    assertEquals(List.of(Role.SLAVE), roles);
    assertEquals(List.of("n began 2", "n ended 2"), node.told());
    assertEquals(Optional.empty(), deposed.current());
    assertFalse(above.shown);
  }

  @Test
  void aMastershipEndsWithItsRounds() {
    lifecycle = lifecycle(MasterSettings.builder().rounds(2).build());
    lifecycle.lead(2);
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
  void namesThoseWithTheSmallestBoundsAsSuccessors() {
    TestPeer near = new TestPeer("near").roundTrip(Duration.ofNanos(40_000));
    TestPeer far = new TestPeer("far").roundTrip(Duration.ofMillis(2));
    environment.members().list(far, near);
    assertEquals(List.of(), lifecycle.successors());
    lifecycle.lead(2);
    environment.pass(2 * SECOND);

    assertEquals(
        List.of("far", "near"), rounds.get(0).members().stream().map(MemberReport::id).toList());
    assertEquals(List.of("near", "far"), lifecycle.successors());
    lifecycle.lead(3);
    assertEquals(List.of(), lifecycle.successors(), "as long as it has led no round");
  }

  @Test
  void leadsOnAnothersWordAndBeginsWithTheMembersThatOneKnows() {
    environment.members().answerAfter(Duration.ofHours(1));
    boolean[] authorised = {true};
    long[] until = {environment.ticks() + 5 * SECOND};
    lifecycle.underAuthorityOf(
        () -> authorised[0],
        () -> until[0],
        () -> Map.of("known", new TestPeer("known").foreign()));
    lifecycle.lead(2);
    environment.pass(SECOND - MILLI);
    assertEquals("known", rounds.get(0).members().get(0).id());
    assertEquals(0, node.core.errorBoundNanos());

    environment.pass(5 * SECOND);
    assertTrue(
        node.core.errorBoundNanos() > 0, "there may be a successor that it knows nothing of");
    authorised[0] = false;
    environment.pass(SECOND);
    assertEquals(List.of(new MastershipEnding.Closed()), endings);
  }

  @Test
  void tellsTheStepsOfTheElection() {
    lifecycle.electionStep(4, "FOLLOWING", "other");

    assertEquals(List.of("n FOLLOWING 4 other"), node.told());
  }

  @Test
  void theEndOfTheNodeEndsItsMastershipAndLeavesTheClockAsItIs() {
    lifecycle.lead(2);
    environment.pass(10 * MILLI);
    lifecycle.close();
    lifecycle.close();
    environment.pass(5 * SECOND);

    assertEquals(List.of("n began 2", "n led 1", "n ended 2"), node.told());
    assertFalse(above.shown);
    assertEquals(0, node.core.errorBoundNanos());
    assertEquals(1, rounds.size());
  }
}
