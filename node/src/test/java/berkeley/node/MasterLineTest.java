package berkeley.node;

import static berkeley.node.HandDrivenNode.EPOCH;
import static berkeley.node.HandDrivenNode.MS;
import static berkeley.node.HandDrivenNode.SECOND;
import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Statement;
import berkeley.master.ClusterTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cluster time from one master to the next, and while it is moved. */
class MasterLineTest {

  private static final double RATE_PPM = 200;

  private final HandDrivenNode node = new HandDrivenNode();
  private long round;

  @AfterEach
  void end() {
    node.close();
  }

  private void round(long delta, double slewPpm) {
    round(1, delta, slewPpm);
  }

  private void round(long term, long delta, double slewPpm) {
    node.core.adjust(
        new Adjustment(
            delta,
            0,
            node.core.nodeTime(),
            term,
            ++round,
            0,
            "n",
            slewPpm,
            0,
            new Statement(0, 0, 0, true)));
  }

  private ClusterTime cluster() {
    return node.core.clusterAt(node.ticks.getAsLong());
  }

  /** Returns how far the master's line is ahead of the bare ticks. */
  private long moved() {
    return cluster().nanos() - (node.ticks.getAsLong() - 1_000 * SECOND);
  }

  private void followSteadily(int seconds) {
    for (int i = 0; i < seconds; i++) {
      node.correctSteadily(0, 20_000, 5, 3 * SECOND);
      node.ticks.pass(SECOND);
    }
  }

  @Test
  void theFirstRoundBeginsAnEpochWithThatTimeAsItIs() {
    node.lead(1);
    round(5 * MS, 0);
    node.ticks.pass(MS);

    assertEquals(5 * MS, moved());
    assertEquals(0, cluster().doubtNanos());
    assertNotEquals(0, cluster().statement().epoch());
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
  }

  @Test
  void whoHasLeftAnEpochBeginsAnotherAsANewcomerDoes() {
    followSteadily(30);
    node.core.leaveEpoch();
    node.ticks.pass(SECOND);
    assertTrue(node.core.newcomer());
    assertEquals(0, cluster().doubtNanos(), "it measures its members against what it will begin");
    long before = moved();

    node.lead(2);
    round(2, 5 * MS, 0);
    Statement said = node.core.epoch();
    node.ticks.pass(MS);

    assertEquals(before + 5 * MS, moved());
    assertEquals(0, cluster().doubtNanos());
    assertNotEquals(EPOCH, said.epoch());
    assertEquals(said.epoch(), cluster().statement().epoch(), "it says so from the first round on");
  }

  @Test
  void whoTakesOverStartsInTheMiddleOfWhatItKnewAndItsDoubtIsPartOfWhatItSays() {
    followSteadily(30);
    long bound = node.core.status().errorBoundNanos();
    node.lead(2);
    node.ticks.pass(MS);

    assertEquals(EPOCH, cluster().statement().epoch());
    assertNear(bound, cluster().doubtNanos(), 3_000);
    assertEquals(0, cluster().statement().goodForNanos(), "its doubt glides away");
  }

  @Test
  void itsDoubtGlidesAwayAndThenAPhaseBeginsThatPromisesTheRate() {
    followSteadily(30);
    node.lead(2);
    node.ticks.pass(MS);
    long gliding = cluster().statement().phase();
    long doubt = cluster().doubtNanos();
    node.ticks.pass(SECOND / 10);
    assertNear(doubt - 20_000, cluster().doubtNanos(), 100);

    node.ticks.pass(SECOND);
    round(2, 0, 0);
    node.ticks.pass(MS);

    assertEquals(0, cluster().doubtNanos());
    assertNotEquals(gliding, cluster().statement().phase());
    assertTrue(cluster().statement().goodForNanos() > 0);
  }

  @Test
  void aLongSilenceCountsInFullUnlessAMajorityVouchesForTheRate() {
    followSteadily(30);
    node.ticks.pass(20 * SECOND);
    node.lead(2, 10 * SECOND, true);
    node.ticks.pass(MS);
    long vouched = cluster().doubtNanos();

    try (HandDrivenNode other = new HandDrivenNode()) {
      for (int i = 0; i < 30; i++) {
        other.correctSteadily(0, 20_000, 5, 3 * SECOND);
        other.ticks.pass(SECOND);
      }
      other.ticks.pass(20 * SECOND);
      other.lead(2, 10 * SECOND, false);
      other.ticks.pass(MS);
      long full = other.core.clusterAt(other.ticks.getAsLong()).doubtNanos();

      assertTrue(vouched < 700_000, "21 s by twice the wander limit: " + vouched);
      assertTrue(full > 18 * 490_000, "18 s by what anybody may have done: " + full);
    }
  }

  @Test
  void itsOwnIntervalHoldsItsClockWhileThatIsOnItsWay() {
    node.correct(0, 30 * MS);
    node.correct(20 * MS, 500);
    node.lead(2);
    for (int i = 0; i < 40; i++) {
      node.ticks.pass(SECOND / 4);
      var now = node.clock.now();
      assertTrue(now.earliestNanos() <= now.timeNanos(), now::toString);
      assertTrue(now.timeNanos() <= now.latestNanos(), now::toString);
    }
  }

  @Test
  void anOrderMovesTheLineAtItsRateAndNodeTimeWithIt() {
    node.lead(1);
    round(0, 0);
    node.core.line().announce();
    node.ticks.pass(MS);
    assertEquals(0, cluster().statement().goodForNanos());
    round(-10 * MS, RATE_PPM);
    for (int i = 1; i <= 49; i++) {
      node.ticks.pass(SECOND);
      round(0, RATE_PPM);
      assertNear(-i * MS / 5, moved(), 1_000);
      assertNear(moved(), node.core.nodeTime() - (node.ticks.getAsLong() - 1_000 * SECOND), 500);
      assertNear(-10 * MS - moved(), node.core.line().leftNanos(), 2);
    }
    node.ticks.pass(node.core.line().lastsNanos());
    node.core.line().stay();
    node.core.line().conclude();
    node.ticks.pass(100 * SECOND);
    round(0, 0);
    node.ticks.pass(MS);

    assertNear(-10 * MS, moved(), 100);
    assertEquals(0, node.core.line().leftNanos());
    assertTrue(cluster().statement().goodForNanos() > 0);
    assertEquals(0, cluster().doubtNanos());
  }

  @Test
  void anOrderEndsWithTheMastershipAndItsSuccessorMayHaveGoneOnOrBack() {
    node.lead(1, 10 * SECOND, false);
    round(0, 0);
    round(100 * MS, RATE_PPM);
    node.ticks.pass(10 * SECOND);
    node.core.follow();
    node.ticks.pass(100 * SECOND);

    assertTrue(node.core.status().errorBoundNanos() >= 100 * 500_000, node.core.status()::toString);
  }

  @Test
  void aRateLearntFromOthersIsTakenBackSlowly() {
    for (int i = 0; i < 30; i++) {
      node.correctSteadily(50_000, 20_000, 5, 3 * SECOND);
      node.ticks.pass(SECOND);
    }
    node.lead(2, 4_000 * SECOND, false);
    double before = node.core.status().frequencyPpm();
    for (int i = 0; i < 100; i++) {
      node.ticks.pass(10 * SECOND);
      node.core.adjust(new Adjustment(0, 0, node.core.nodeTime(), 2, 100 + i, 0, "n"));
    }

    assertTrue(Math.abs(before) <= 100, "clamped: " + before);
    double taken = Math.abs(before) - Math.abs(node.core.status().frequencyPpm());
    assertTrue(taken >= 0 && taken <= 10.01, "0.01 ppm a second: " + taken);
  }

  @Test
  void aMasterThatIsContradictedForgetsWhatItTookForClusterTime() {
    node.lead(1);
    round(0, 0);
    node.ticks.pass(MS);
    node.core.follow();
    node.core.forgetTime();
    node.ticks.pass(MS);

    assertEquals(NodeState.CONTRADICTED, node.clock.state());
    assertFalse(node.core.knowledge().mayLead());
  }

  @Test
  void aMasterThatWasOverruledCarriesOnWhatOthersTell() {
    node.lead(1);
    round(0, 0);
    node.ticks.pass(MS);
    node.core.follow();
    node.core.forgetTime();
    node.ticks.pass(MS);
    long cluster = node.core.nodeTime() + SECOND;
    long asked = node.ticks.getAsLong();
    node.ticks.pass(20 * MS); // the process is paused before it comes to it
    node.core.adopt(new KnownTime(EPOCH, cluster - 1_000, cluster + 1_000, asked));
    node.lead(2);
    node.ticks.pass(MS);

    assertEquals(EPOCH, cluster().statement().epoch());
    assertNear(cluster + 21 * MS, cluster().nanos(), 1_000);
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(cluster().statement().isHeld());
  }
}
