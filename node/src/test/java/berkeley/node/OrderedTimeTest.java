package berkeley.node;

import static berkeley.node.HandDrivenNode.MS;
import static berkeley.node.HandDrivenNode.SECOND;
import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node while cluster time is being set: as the master, as a member, and from one to the other.
 */
class OrderedTimeTest {

  private static final double RATE_PPM = 200;

  private final HandDrivenNode node = new HandDrivenNode();
  private long round;

  @AfterEach
  void end() {
    node.close();
  }

  private void asMaster(long delta, double slewPpm) {
    node.core.adjust(new Adjustment(delta, 0, node.core.nodeTime(), 1, ++round, 0, "n", slewPpm));
  }

  private long gained() {
    return node.core.nodeTime() - (node.ticks.getAsLong() - 1_000 * SECOND);
  }

  @Test
  void theMastersClockIsSlewedThereAndStaysThere() {
    node.core.leadFrom(1);
    asMaster(0, 0);
    asMaster(-10 * MS, RATE_PPM);
    for (int i = 1; i <= 49; i++) {
      node.ticks.pass(SECOND);
      asMaster(0, RATE_PPM);
      assertNear(-i * MS / 5, gained(), 1_000);
      assertNear(-10 * MS - gained(), node.core.leftNanos(), 2);
    }
    node.ticks.pass(2 * SECOND);
    asMaster(0, 0);
    assertNear(-10 * MS, gained(), 2);
    assertNear(0, node.core.leftNanos(), 2);
    assertEquals(0, node.core.status().errorBoundNanos());
  }

  @Test
  void anOrderEndsWhereItIsWithTheMastership() {
    node.core.leadFrom(1);
    asMaster(0, 0);
    asMaster(100 * MS, RATE_PPM);
    node.ticks.pass(10 * SECOND);
    node.core.follow(1_000);
    node.ticks.pass(SECOND);
    long then = gained();
    node.ticks.pass(100 * SECOND);

    assertNear(2 * MS, then, 1_000);
    assertNear(then, gained(), 1_000);
    assertNear(0, node.core.leftNanos(), 2);
    assertTrue(
        node.core.status().errorBoundNanos() >= 111 * 400_000,
        "its successor may have gone on, or back");
  }

  @Test
  void anOrderIsStoppedByAZero() {
    node.core.leadFrom(1);
    asMaster(0, 0);
    asMaster(100 * MS, RATE_PPM);
    node.ticks.pass(10 * SECOND);
    asMaster(0, 0);
    node.ticks.pass(100 * SECOND);

    assertNear(2 * MS, gained(), 1_000);
  }

  @Test
  void aMembersBoundGrowsByWhatAnOrderMayDo() {
    for (int i = 0; i < 60; i++) {
      node.correct(0);
      node.ticks.pass(SECOND);
    }
    long calm = node.core.status().errorBoundNanos();
    ordered(0);
    node.ticks.pass(SECOND);
    long announced = node.core.status().errorBoundNanos();

    assertTrue(calm < 50_000, () -> calm + " ns");
    assertTrue(announced >= 10_000 + 700_000, () -> announced + " ns");
  }

  private void ordered(long delta) {
    Adjustment told = node.adjustment(delta, 10_000);
    node.core.adjust(
        new Adjustment(
            delta,
            told.errorBoundNanos(),
            told.readingNanos(),
            told.term(),
            told.round(),
            told.rttNanos(),
            told.master(),
            RATE_PPM));
  }

  @Test
  void aNodeElectedDuringAnOrderLeadsAtTheRateFromBefore() {
    for (int i = 0; i < 20; i++) {
      node.correct(0);
      node.ticks.pass(SECOND);
    }
    for (int i = 0; i < 20; i++) {
      ordered(200_000);
      node.ticks.pass(SECOND);
    }
    node.core.leadFrom(2);
    node.core.adjust(new Adjustment(0, 0, node.core.nodeTime(), 2, 1, 0, "n"));
    node.ticks.pass(SECOND);
    long before = gained();
    node.ticks.pass(1_000 * SECOND);

    assertNear(before, gained(), 20_000);
    assertNear(0, Math.round(node.core.status().frequencyPpm() * 1_000), 20);
  }
}
