package berkeley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Role;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Agreements;
import berkeley.master.Member;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.Sample;
import berkeley.master.TimeOrderExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The master "n" of a group in virtual time, with one member, below a parent. */
class UpstreamLinkTest {

  private static final long BOUND = 30_000;

  private final HandDrivenNode node = new HandDrivenNode();
  private final UpstreamLink link = new UpstreamLink(node.core, "n", Duration.ofSeconds(10));
  private final Roster roster = new Roster(ClockLimits.DEFAULT);
  private final List<Adjustment> told = new ArrayList<>();
  private long parentRound;
  private long round;

  UpstreamLinkTest() {
    node.core.leadFrom(1);
    roster.update(Set.of("a"), Map.of("a", mock(PeerAddress.class)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void parentSays(long term, long delta) {
    Adjustment adjustment =
        new Adjustment(delta, BOUND, node.core.nodeTime(), term, ++parentRound, 2 * BOUND, "root");
    node.ticks.pass(HandDrivenNode.MS);
    link.adjust(adjustment);
  }

  private RoundState newRound() {
    return new RoundState(
        "n", 1, ++round, roster, node.core, Duration.ofSeconds(1), TimeOrderExecution.Plan.NONE);
  }

  /** Runs a group's round with one member that is ahead by so much; its correction may get lost. */
  private RoundState groupRound(long offset, boolean arrives) {
    node.ticks.pass(HandDrivenNode.SECOND);
    RoundState open = newRound();
    Member a = open.due(Set.of()).get(0);
    a.classify(false);
    long time = node.core.nodeTime();
    open.answered(a, List.of(Sample.of(time, time, time + offset)), node.core.ticks());
    for (RoundState.PendingCorrection pending :
        open.decide(new Round(Agreements.byName("intersection"), false, "n"))) {
      told.add(pending.adjustment());
      if (arrives) {
        open.told(pending);
      } else {
        open.notTold(pending, "lost");
      }
    }
    return open;
  }

  private Adjustment newest() {
    return told.get(told.size() - 1);
  }

  @Test
  void aNewcomerWaitsForItsParentButNotForEver() {
    assertTrue(node.core.upstream(0).awaited());
    node.ticks.pass(Duration.ofSeconds(11).toNanos());
    assertFalse(node.core.upstream(0).awaited());

    groupRound(5 * HandDrivenNode.SECOND, true);

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(newest().errorBoundNanos() > Duration.ofDays(365).toNanos(), "nothing is known");
    assertEquals(NodeState.NEWCOMER, link.status().state(), "no vote up there yet");
  }

  @Test
  void aMembersBoundIsItsOwnAndTheMastersTogether() {
    parentSays(4, 0);
    groupRound(0, true);

    long own = node.clock.view().errorBoundNanos();
    assertTrue(own >= BOUND);
    assertTrue(newest().errorBoundNanos() >= own, newest() + " " + own);
    assertEquals(node.core.status().errorBoundNanos(), link.status().errorBoundNanos());
  }

  @Test
  void theBoundCountsThatWasInForceWhenTheMemberWasRead() {
    parentSays(4, 0);
    node.ticks.pass(HandDrivenNode.SECOND);
    RoundState open = newRound();
    Member a = open.due(Set.of()).get(0);
    long time = node.core.nodeTime();
    open.answered(a, List.of(Sample.of(time, time, time)), node.core.ticks());
    parentSays(4, 5 * HandDrivenNode.MS);
    node.ticks.pass(60 * HandDrivenNode.SECOND);
    parentSays(4, 0);

    Adjustment said =
        open.decide(new Round(Agreements.byName("mean"), false, "n")).get(0).adjustment();

    assertTrue(said.errorBoundNanos() >= 5 * HandDrivenNode.MS, said.toString());
  }

  @Test
  void noVoteOfItsGroupMovesAMasterThatHasAParent() {
    parentSays(4, 0);
    long before = node.core.nodeTime() - node.core.ticks();

    RoundState open = groupRound(HandDrivenNode.SECOND, true);
    node.ticks.pass(HandDrivenNode.SECOND);

    assertEquals(0, open.report().agreedOffsetNanos());
    assertEquals(before, node.core.nodeTime() - node.core.ticks());
    assertEquals(-HandDrivenNode.SECOND, newest().deltaNanos());
  }

  @Test
  void eachMemberHearsOnceThatTheTimeAtTheTopIsAnotherClocks() {
    parentSays(4, 0);
    groupRound(0, true);
    groupRound(0, true);
    assertEquals(0, newest().clusterSlewPpm());

    parentSays(5, 0);
    groupRound(0, false);
    assertTrue(newest().clusterSlewPpm() > 0);
    groupRound(0, true);
    assertTrue(newest().clusterSlewPpm() > 0, "nobody knows whether it has heard");
    groupRound(0, true);
    assertEquals(0, newest().clusterSlewPpm());
  }

  @Test
  void anOrderAtTheTopIsPassedOn() {
    parentSays(4, 0);
    groupRound(0, true);
    Adjustment moving =
        new Adjustment(0, BOUND, node.core.nodeTime(), 4, ++parentRound, 2 * BOUND, "root", 200);
    node.ticks.pass(HandDrivenNode.MS);
    link.adjust(moving);
    groupRound(0, true);
    groupRound(0, true);

    assertEquals(200, newest().clusterSlewPpm());
    assertThrows(IllegalStateException.class, node.core::orders);
  }

  @Test
  void theLevelAboveHasItsOwnTermsAndItsOwnNameForTheNode() {
    parentSays(9, 0);

    assertEquals(Role.SLAVE, link.status().role());
    assertEquals(9, link.status().term());
    assertEquals("root", link.status().master());
    assertEquals(Role.MASTER, node.core.status().role());
    assertEquals(1, node.core.status().term());
    assertThrows(StaleTermException.class, () -> parentSays(8, 0));
  }

  @Test
  void withoutItsParentItIsInHoldoverAndStillLeads() {
    parentSays(4, 0);
    node.ticks.pass(HandDrivenNode.SECOND);
    groupRound(0, true);
    long bound = newest().errorBoundNanos();
    for (int i = 0; i < 10; i++) {
      groupRound(0, true);
    }

    assertEquals(NodeState.HOLDOVER, node.core.status().state());
    assertTrue(newest().errorBoundNanos() > bound, "it grows for all");
  }

  @Test
  void aNodeThatDoesNotLeadObeysNoParent() {
    parentSays(4, 0);
    node.core.follow(0);

    assertThrows(IllegalStateException.class, () -> parentSays(4, 0));
  }

  /**
   * Returns by how much a bound grows in ten seconds, when a parent of that term takes over from a
   * master.
   */
  private static long growthBelow(long parentsTerm) {
    try (HandDrivenNode slave = new HandDrivenNode()) {
      UpstreamLink above = new UpstreamLink(slave.core, "n", Duration.ofSeconds(10));
      for (int i = 0; i < 60; i++) {
        slave.correct(0);
        slave.pass(HandDrivenNode.SECOND);
      }
      slave.core.leadFrom(2);
      long reading = slave.core.nodeTime();
      slave.ticks.pass(HandDrivenNode.MS);
      above.adjust(new Adjustment(0, BOUND, reading, parentsTerm, 1, 2 * BOUND, "root"));
      long bound = slave.clock.view().errorBoundNanos();
      slave.pass(10 * HandDrivenNode.SECOND);
      return slave.clock.view().errorBoundNanos() - bound;
    }
  }

  @Test
  void aParentIsAnotherClockEvenIfItsTermHasTheNumberOfAMastersBefore() {
    assertEquals(growthBelow(7), growthBelow(1), "the master before was in term 1");
  }
}
