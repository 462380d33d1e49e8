package berkeley.node;

import static berkeley.node.HandDrivenNode.MS;
import static berkeley.node.HandDrivenNode.SECOND;
import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.OvertakenException;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeCoreTest {

  private final HandDrivenNode node = new HandDrivenNode();
  private final NodeCore core = node.core;

  @AfterEach
  void end() {
    node.close();
  }

  /** Returns a correction of the node's present time. */
  private Adjustment of(long delta, long bound, long term, long round, String master) {
    return new Adjustment(delta, bound, core.nodeTime(), term, round, 2 * bound, master);
  }

  private long errorAgainst(long offset) {
    return core.nodeTime() - (node.ticks.getAsLong() - 1_000 * SECOND + offset);
  }

  @Test
  void aNewcomerReportsThatItIsOne() {
    NodeStatus status = core.status();

    assertEquals("n", status.id());
    assertEquals(42, status.incarnation());
    assertEquals(HandDrivenNode.PID, status.pid());
    assertEquals(NodeState.NEWCOMER, status.state());
    assertEquals(Role.SLAVE, status.role());
    assertEquals(Long.MAX_VALUE, status.errorBoundNanos());
    assertEquals(0, status.term());
    assertEquals("", status.master());
    assertEquals(new Reading(node.ticks.getAsLong(), 0), status.reading());
    assertTrue(core.newcomer());
  }

  @Test
  void aSlaveReportsItsMasterAndItsNewestCorrection() {
    core.adjust(of(-7 * MS, 10_000, 3, 1, "a"));
    NodeStatus status = core.status();

    assertEquals(3, status.term());
    assertEquals("a", status.master());
    assertEquals(7 * MS, status.offsetNanos(), "it was ahead");
    assertEquals(1, status.adjustments());
    assertEquals(10_001, status.errorBoundNanos());
    assertEquals(node.ticks.getAsLong(), status.lastAdjustedTicksNanos());
    assertFalse(core.newcomer());
  }

  @Test
  void aRepeatedCorrectionMovesNothing() {
    core.adjust(of(0, 20 * MS, 1, 1, "a"));
    node.ticks.pass(SECOND);
    Adjustment once = of(10 * MS, 10_000, 1, 2, "a");
    core.adjust(once);
    node.ticks.pass(60 * SECOND);
    assertThrows(OvertakenException.class, () -> core.adjust(once), "it was not applied again");
    node.ticks.pass(60 * SECOND);

    assertEquals(0, errorAgainst(10 * MS));
    assertEquals(2, core.status().adjustments());
  }

  @Test
  void aMasterThatWasStoppedAndResumedCannotMoveTheClock() {
    core.adjust(of(0, 0, 2, 1, "b"));

    assertThrows(StaleTermException.class, () -> core.adjust(of(SECOND, 0, 1, 99, "a")));
    node.ticks.pass(60 * SECOND);

    assertEquals(0, errorAgainst(0));
    assertEquals(1, core.status().refusals());
    assertEquals("b", core.status().master());
  }

  @Test
  void aMasterCorrectsItselfAndItsBoundIsZero() {
    node.lead(1);
    core.adjust(of(5 * MS, 0, 1, 1, "n"));
    NodeStatus status = core.status();

    assertEquals(0, errorAgainst(5 * MS), "a newcomer is stepped");
    assertEquals(Role.MASTER, status.role());
    assertEquals("n", status.master());
    assertEquals(1, status.errorBoundNanos(), "rounded outwards");
  }

  /** Its mastership ends in an event of its own. */
  @Test
  void aMasterThatHasHeardOfANewerOneReportsItsOwnTermUntilItEnds() {
    node.lead(1);
    core.adjust(of(5 * MS, 0, 1, 1, "n"));
    core.hear(2, "z");

    assertEquals(2, core.term());
    assertEquals(Role.MASTER, core.status().role());
    assertEquals(1, core.status().term());
    assertEquals("n", core.status().master());
    core.follow();
    assertEquals(Role.SLAVE, core.status().role());
    assertEquals(2, core.status().term());
    assertEquals("z", core.status().master());
  }

  @Test
  void aMasterWithNothingToCorrectKeepsItsRate() {
    node.lead(1);
    for (int round = 1; round < 100; round++) {
      core.adjust(of(0, 0, 1, round, "n"));
      node.ticks.pass(SECOND);
    }

    assertEquals(0, errorAgainst(0));
    assertEquals(0, core.status().slewPpm());
  }

  @Test
  void aNodeThatObeysANewerTermCannotLead() {
    core.adjust(of(0, 0, 4, 1, "a"));

    assertThrows(StaleTermException.class, () -> node.lead(3));
    assertThrows(StaleTermException.class, () -> node.lead(4));
    assertEquals(Role.SLAVE, core.status().role());
    node.lead(5);
    assertEquals(Role.MASTER, core.status().role());
  }

  @Test
  void aMasterThatIsReplacedRefusesItsOwnCorrectionsAndObeysTheNewOne() {
    node.lead(1);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(SECOND);

    core.adjust(of(20_000, 30_000, 2, 1, "b"));
    assertThrows(StaleTermException.class, () -> core.adjust(of(SECOND, 0, 1, 2, "n")));
    core.follow();
    node.ticks.pass(SECOND);

    assertEquals(Role.SLAVE, core.status().role());
    assertNear(0, errorAgainst(20_000), 2);
    assertTrue(core.status().errorBoundNanos() >= 30_000);
  }

  @Test
  void aMastersBoundGrowsFromTheEndOfItsLeaseWhetherAnybodyNoticesOrNot() {
    node.lead(1, 2 * SECOND, false);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(2 * SECOND);
    assertNear(0, core.status().errorBoundNanos(), 2);

    node.ticks.pass(8 * SECOND);
    assertNear(4_000_000, core.status().errorBoundNanos(), 1_000);
    core.follow();
    assertNear(4_000_000, core.status().errorBoundNanos(), 1_000);
  }

  @Test
  void aLeaseThatIsProlongedIsPublished() {
    node.lead(1, 2 * SECOND, false);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(SECOND);
    core.prolong(node.ticks.getAsLong() + 2 * SECOND);
    node.ticks.pass(2 * SECOND);
    assertNear(0, core.status().errorBoundNanos(), 2);

    node.ticks.pass(SECOND);
    core.prolong(node.ticks.getAsLong() + 2 * SECOND);
    assertNear(500_000, core.status().errorBoundNanos(), 1_000);
  }

  @Test
  void aLeaseThatRanOutIsRenewedAndWhatItsBoundGrewByGlidesAway() {
    node.lead(1, 2 * SECOND, false);
    core.adjust(of(0, 0, 1, 1, "n"));
    long phase = core.clusterAt(node.ticks.getAsLong()).statement().phase();
    node.ticks.pass(3 * SECOND);
    core.prolong(node.ticks.getAsLong() + 5 * SECOND);
    node.ticks.pass(SECOND);

    assertEquals(NodeState.SYNCHRONISED, core.status().state());
    assertNear(300_000, core.status().errorBoundNanos(), 1_000);
    Statement said = core.clusterAt(node.ticks.getAsLong()).statement();
    assertTrue(said.phase() != phase, "a phase of its own");
    assertEquals(0, said.goodForNanos(), "in which nothing is promised of the rate");
  }

  @Test
  void whatAMasterSaysIsGoodForWhatIsLeftOfItsLease() {
    node.lead(1, 2 * SECOND, false);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(SECOND / 2);

    long good = core.clusterAt(node.ticks.getAsLong()).statement().goodForNanos();
    assertNear(1_500_000_000, good, 400_000);
    assertTrue(good < 1_500_000_000);
    node.ticks.pass(2 * SECOND);
    assertEquals(0, core.clusterAt(node.ticks.getAsLong()).statement().goodForNanos());
  }

  @Test
  void keepsTheNewestRoundsThatItHasLed() {
    for (int round = 1; round <= 50; round++) {
      core.remember(new RoundReport(round, 1, "n", 0, 0, 0, List.of()));
    }
    core.remember(new RoundReport(1, 2, "n", 0, 0, 0, List.of()));

    assertEquals(32, core.rounds(0, -1).size());
    assertEquals(
        LongStream.rangeClosed(48, 50).boxed().toList(),
        core.rounds(1, 47).stream().filter(r -> r.term() == 1).map(RoundReport::round).toList());
    assertEquals(1, core.rounds(1, 50).size(), "the next term's first");
    assertEquals(List.of(), core.rounds(2, 1));
  }

  @Test
  void aNodeThatDoesNotLeadTakesNoPushedTimes() {
    var refusal =
        assertThrows(
            IllegalStateException.class, () -> core.push(new PushedReading("a", 0, 0, 0, false)));

    assertEquals("n does not lead: send your time to a master", refusal.getMessage());
  }
}
