package berkeley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Role;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import berkeley.master.Agreements;
import berkeley.master.Electorate;
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
  private final Roster roster = new Roster(ClockLimits.UNSTEERED);
  private final List<Adjustment> told = new ArrayList<>();
  private long parentRound;
  private long round;

  UpstreamLinkTest() {
    node.lead(1);
    roster.update(Set.of("a"), Map.of("a", mock(PeerAddress.class)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void parentSays(long term, long delta) {
    parentSays(term, delta, 2 * HandDrivenNode.SECOND);
  }

  private void parentSays(long term, long delta, long goodFor) {
    Adjustment adjustment =
        new Adjustment(delta, BOUND, node.core.nodeTime(), term, ++parentRound, 2 * BOUND, "root")
            .with(1, new Statement(HandDrivenNode.EPOCH, term, goodFor, true));
    node.ticks.pass(HandDrivenNode.MS);
    link.adjust(adjustment);
  }

  private RoundState newRound() {
    return new RoundState(
        "n",
        42,
        1,
        ++round,
        roster,
        node.core,
        Duration.ofSeconds(1),
        TimeOrderExecution.Plan.NONE,
        Electorate.EVERYONE,
        false);
  }

  /** Runs a group's round with one member that is ahead by so much; its correction may get lost. */
  private RoundState groupRound(long offset, boolean arrives) {
    node.ticks.pass(HandDrivenNode.SECOND);
    RoundState open = newRound();
    Member a = open.due(Set.of()).get(0);
    a.classify(false, 1_000, 0, node.core.ticks());
    open.answered(a, List.of(sample(offset)), node.core.ticks());
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

  /** A probe without delay, of a clock that is ahead of cluster time as the master knows it. */
  private Sample sample(long offset) {
    long ticks = node.core.ticks();
    long time = node.core.clusterAt(ticks).nanos();
    return Sample.of(new Probe(ticks, ticks, time + offset), node.core);
  }

  private Adjustment newest() {
    return told.get(told.size() - 1);
  }

  @Test
  void aNewcomerWaitsForItsParentButNotForEver() {
    assertTrue(node.core.upstream().awaited());
    node.ticks.pass(Duration.ofSeconds(11).toNanos());
    assertFalse(node.core.upstream().awaited());

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
    long doubt = node.core.clusterAt(node.core.ticks()).doubtNanos();
    open.answered(a, List.of(sample(0)), node.core.ticks());
    parentSays(4, 0);
    node.ticks.pass(HandDrivenNode.MS);
    assertTrue(node.core.clusterAt(node.core.ticks()).doubtNanos() < doubt / 2);

    Adjustment said =
        open.decide(new Round(Agreements.byName("mean"), false, "n")).get(0).adjustment();

    assertTrue(said.errorBoundNanos() >= doubt, said.toString());
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
  void itsMembersAreToldWhatItsParentSaidAndNoLonger() {
    parentSays(4, 0, 2 * HandDrivenNode.SECOND);
    groupRound(0, true);

    assertEquals(HandDrivenNode.EPOCH, newest().statement().epoch());
    assertEquals(4, newest().statement().phase());
    long left = newest().statement().goodForNanos();
    assertTrue(left > 0 && left < HandDrivenNode.SECOND, "a second is over: " + left);

    parentSays(5, 0, 0);
    groupRound(0, true);
    assertEquals(5, newest().statement().phase());
    assertEquals(0, newest().statement().goodForNanos(), "cluster time may be moved");
  }

  @Test
  void severalCorrectionsOfItsParentWithinABurstDateNoProbeWrongly() {
    parentSays(4, 0);
    node.ticks.pass(HandDrivenNode.SECOND);
    long sent = node.core.ticks();
    long before = node.core.clusterAt(sent).nanos();
    for (int i = 0; i < 5; i++) {
      parentSays(4, -HandDrivenNode.MS / 20);
    }

    assertEquals(before, node.core.clusterAt(sent).nanos());
  }

  @Test
  void noOperatorMovesTheTimeOfAGroup() {
    parentSays(4, 0);

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
    node.core.follow();

    assertThrows(IllegalStateException.class, () -> parentSays(4, 0));
  }
}
