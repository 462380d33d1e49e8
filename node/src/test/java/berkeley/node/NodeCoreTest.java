package berkeley.node;

import static berkeley.node.HandDrivenNode.MS;
import static berkeley.node.HandDrivenNode.SECOND;
import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import java.time.Instant;
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
    assertEquals(10_000, status.errorBoundNanos());
    assertEquals(node.ticks.getAsLong(), status.lastAdjustedTicksNanos());
    assertFalse(core.newcomer());
  }

  @Test
  void aRepeatedCorrectionMovesNothing() {
    core.adjust(of(0, 0, 1, 1, "a"));
    node.ticks.pass(SECOND);
    Adjustment once = of(10 * MS, 10_000, 1, 2, "a");
    core.adjust(once);
    node.ticks.pass(60 * SECOND);
    core.adjust(once);
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
    core.leadFrom(1);
    core.adjust(of(5 * MS, 0, 1, 1, "n"));
    NodeStatus status = core.status();

    assertEquals(0, errorAgainst(5 * MS), "a newcomer is stepped");
    assertEquals(Role.MASTER, status.role());
    assertEquals("n", status.master());
    assertEquals(0, status.errorBoundNanos());

    node.ticks.pass(SECOND);
    core.adjust(of(10_000, 0, 1, 2, "n"));
    assertEquals(0, errorAgainst(5 * MS), "later it is slewed");
    node.ticks.pass(SECOND);
    assertNear(-5_000, errorAgainst(5 * MS + 10_000), 5);
    node.ticks.pass(2 * SECOND);
    assertNear(0, errorAgainst(5 * MS + 10_000), 2);
    assertNear(0, core.status().errorBoundNanos(), 2);
  }

  @Test
  void aMasterWithNothingToCorrectKeepsItsRate() {
    core.leadFrom(1);
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

    assertThrows(StaleTermException.class, () -> core.leadFrom(3));
    assertThrows(StaleTermException.class, () -> core.leadFrom(4));
    assertEquals(Role.SLAVE, core.status().role());
    core.leadFrom(5);
    assertEquals(Role.MASTER, core.status().role());
  }

  @Test
  void aMasterThatIsReplacedRefusesItsOwnCorrectionsAndObeysTheNewOne() {
    core.leadFrom(1);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(SECOND);

    core.adjust(of(20_000, 30_000, 2, 1, "b"));
    assertThrows(StaleTermException.class, () -> core.adjust(of(SECOND, 0, 1, 2, "n")));
    core.follow(0);
    node.ticks.pass(SECOND);

    assertEquals(Role.SLAVE, core.status().role());
    assertNear(0, errorAgainst(20_000), 2);
    assertTrue(core.status().errorBoundNanos() >= 30_000);
  }

  @Test
  void aFormerMasterHasABoundAgain() {
    core.leadFrom(1);
    core.adjust(of(0, 0, 1, 1, "n"));
    core.follow(0);
    node.ticks.pass(10 * SECOND);

    assertNear(5_000_000, core.status().errorBoundNanos(), 1_000);
  }

  @Test
  void aMasterThatIsReplacedUnawaresHasABoundSinceItsNewestRound() {
    core.leadFrom(1);
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(10 * SECOND);
    core.follow(40_000);

    assertNear(5_040_000, core.status().errorBoundNanos(), 1_000);
  }

  @Test
  void aMasterWhoseLeaseRanOutWhileItWasStoppedHasABoundAtOnce() {
    core.leadFrom(1);
    long leaseEnds = node.ticks.getAsLong() + 2 * SECOND;
    core.setLease(new MasterLease(() -> leaseEnds, 40_000));
    core.adjust(of(0, 0, 1, 1, "n"));
    node.ticks.pass(2 * SECOND);
    assertEquals(0, core.status().errorBoundNanos());

    node.ticks.pass(8 * SECOND);
    assertNear(5_040_000, core.status().errorBoundNanos(), 1_000);
    assertIntervalContains(5_039_000);

    core.follow(40_000);
    assertNear(5_040_000, core.status().errorBoundNanos(), 1_000);
  }

  private void assertIntervalContains(long clusterOffset) {
    Instant cluster =
        SynchronizedClock.toInstant(node.ticks.getAsLong() - 1_000 * SECOND + clusterOffset);
    TimeInterval interval = node.clock.interval();

    assertFalse(interval.isPast(cluster), () -> cluster + " is before " + interval);
    assertFalse(interval.isBefore(cluster), () -> cluster + " is after " + interval);
  }

  @Test
  void anotherMastersClockIsNotConfinedByWhatWasMeasuredOfTheOneBefore() {
    core.adjust(of(0, 40_000, 1, 1, "a"));
    node.ticks.pass(MS);
    core.adjust(of(60_000, 40_000, 2, 1, "b"));

    assertIntervalContains(60_000);
    assertIntervalContains(60_000 + 40_000);
    assertIntervalContains(60_000 - 40_000);
  }

  @Test
  void whatAMasterDidToClusterTimeIsNotForgottenWhenItFollowsAgain() {
    core.adjust(of(0, 40_000, 1, 1, "a"));
    core.leadFrom(2);
    core.adjust(of(60_000, 0, 2, 1, "n"));
    node.ticks.pass(MS);
    core.follow(0);
    node.ticks.pass(MS);
    core.adjust(of(60_000 - errorAgainst(0), 40_000, 3, 1, "b"));

    assertIntervalContains(60_000);
    assertIntervalContains(60_000 + 40_000);
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
    var refusal = assertThrows(IllegalStateException.class, () -> core.push("a", 0, false));

    assertEquals("n does not lead: send your time to a master", refusal.getMessage());
  }
}
