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
import berkeley.api.TimeReading;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ContradictionException;
import berkeley.api.wire.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeClockTest {

  private final HandDrivenNode node = new HandDrivenNode();

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void aNewcomerHasNoTimeToGiveButAnswersItsMaster() {
    node.ticks.pass(SECOND);

    var refusal = assertThrows(DateTimeException.class, node.clock::instant);
    assertTrue(refusal.getMessage().contains("awaitSynchronized"), refusal.getMessage());
    assertThrows(DateTimeException.class, node.clock::nanos);
    assertThrows(DateTimeException.class, node.clock::millis);
    assertThrows(DateTimeException.class, node.clock::interval);
    assertThrows(DateTimeException.class, () -> node.clock.awaitPast(Instant.EPOCH));
    assertEquals(SECOND, node.core.nodeTime());
  }

  @Test
  void aNewcomerIsSteppedEitherWayByItsFirstCorrection() {
    node.correct(-3_600 * SECOND);
    assertEquals(MS - 3_600 * SECOND, node.clock.nanos());

    try (var other = new HandDrivenNode()) {
      other.correct(3_600 * SECOND);
      assertEquals(MS + 3_600 * SECOND, other.clock.nanos());
    }
  }

  @Test
  void afterItsFirstCorrectionAClockIsOnlySlewed() {
    node.correct(0, 2 * SECOND);
    long before = node.clock.nanos();

    node.correct(-SECOND);
    assertEquals(before + MS, node.clock.nanos(), "no jump");
    node.ticks.pass(10 * SECOND);
    long atLeastSlew = 10 * SECOND / 8_000; // a quarter of 500 ppm, since its rate is not known yet
    assertNear(before + 10 * SECOND + MS - atLeastSlew, node.clock.nanos(), 1_000);
  }

  @Test
  void aDeltaIsRelativeToItsReadingSoWhatWasSlewedSinceCountsInAndNothingIsAddedTwice() {
    node.correct(0, 20 * MS);
    node.correct(10 * MS, 10_000);
    node.ticks.pass(10 * SECOND);
    long slewed = node.core.nodeTime() - (node.ticks.getAsLong() - 1_000 * SECOND);
    assertNear(10 * SECOND / 8_000, slewed, 1_000);

    Adjustment theSameAim = node.adjustment(10 * MS - slewed, 10_000);
    node.ticks.pass(2 * SECOND);
    node.core.adjust(theSameAim);
    node.ticks.pass(120 * SECOND);

    assertEquals(node.ticks.getAsLong() - 1_000 * SECOND + 10 * MS, node.clock.nanos());
  }

  @Test
  void aCorrectionReplacesTheOneBefore() {
    node.correct(0, 20 * MS);
    node.correct(10 * MS, 20 * MS);
    node.correct(0, 20 * MS);
    node.ticks.pass(60 * SECOND);

    assertNear(node.ticks.getAsLong() - 1_000 * SECOND, node.clock.nanos(), 1_000);
  }

  @Test
  void aReadingThatTheClockCannotHaveShownIsRefused() {
    long ahead = node.core.nodeTime() + 50;

    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> node.core.adjust(new Adjustment(0, 0, ahead, 1, 1)));

    assertEquals("reading: 50 ns after this node's time", refusal.getMessage());
    assertThrows(DateTimeException.class, node.clock::nanos, "and nothing was applied");
  }

  @Test
  void aReadingOfThisVeryInstantIsAcceptedHoweverTheLinesRound() {
    node.correct(123_456_789);
    for (int i = 0; i < 1_000; i++) {
      node.ticks.pass(7_777_777 + i);
      node.core.adjust(node.adjustment(i * 997L - 500_000, MS));
    }

    assertEquals(1_001, node.core.status().adjustments());
  }

  @Test
  void theIntervalContainsClusterTimeWhileTheClockIsOnItsWayToIt() {
    node.correct(0, 2 * MS);
    node.correct(MS, 500);
    for (int i = 0; i < 30; i++) {
      node.ticks.pass(100 * MS);
      long cluster = node.ticks.getAsLong() - 1_000 * SECOND + MS;
      TimeInterval interval = node.clock.interval();

      assertFalse(SynchronizedClock.toInstant(cluster).isBefore(interval.earliest()));
      assertFalse(SynchronizedClock.toInstant(cluster).isAfter(interval.latest()));
      long bound = node.core.status().errorBoundNanos();
      assertTrue(bound >= Math.abs(cluster - node.clock.nanos()), "bound " + bound);
    }
  }

  @Test
  void theIntervalStartsAtTheErrorOfTheCorrectionAndGrowsUntilTheNext() {
    node.correct(0, 500);
    long first = widthNanos();
    node.ticks.pass(SECOND);
    long later = widthNanos();
    node.correct(0, 500);

    assertNear(1_000, first, 1_100);
    assertTrue(later > first + 900_000, "500 ppm for a second, both ways: " + later);
    assertTrue(widthNanos() < 3_000, "narrow again: " + widthNanos());
  }

  private long widthNanos() {
    TimeInterval interval = node.clock.interval();
    return Duration.between(interval.earliest(), interval.latest()).toNanos();
  }

  @Test
  void awaitingSynchronisationEndsWithTheFirstCorrectionOrTheTime() throws Exception {
    assertFalse(node.clock.awaitSynchronized(Duration.ZERO));
    assertFalse(node.clock.awaitSynchronized(Duration.ofSeconds(-1)));
    assertFalse(node.clock.awaitSynchronized(Duration.ofMillis(1)));

    var waiting =
        new FutureTask<>(() -> node.clock.awaitSynchronized(ChronoUnit.FOREVER.getDuration()));
    new Thread(waiting, "waiting").start();
    node.correct(0);

    assertTrue(waiting.get(30, TimeUnit.SECONDS));
    assertTrue(node.clock.awaitSynchronized(Duration.ZERO));
  }

  @Test
  void whatIsPastOnEveryNodeNeedsNoWaiting() throws Exception {
    node.correct(0, 500);

    node.clock.awaitPast(node.clock.interval().earliest().minusNanos(1));
  }

  @Test
  void waitingForAnInstantEndsOnceTheIntervalBeginsAfterIt() throws Exception {
    node.correct(0, 500);
    Instant instant = node.clock.interval().latest();

    var waiting =
        new FutureTask<>(
            () -> {
              node.clock.awaitPast(instant);
              return node.clock.interval();
            });
    new Thread(waiting, "waiting").start();
    node.ticks.pass(SECOND);

    assertTrue(waiting.get(30, TimeUnit.SECONDS).isPast(instant));
  }

  private long gained() {
    return node.core.nodeTime() - (node.ticks.getAsLong() - 1_000 * SECOND);
  }

  @Test
  void oneReadingHasTimeIntervalStateAndMastership() {
    node.correct(0, 500);
    node.ticks.pass(MS);

    TimeReading now = node.clock.now();

    assertEquals(node.clock.nanos(), now.timeNanos());
    assertTrue(now.earliestNanos() <= now.timeNanos() && now.timeNanos() <= now.latestNanos());
    assertEquals("m", now.master());
    assertEquals(1, now.term());
    assertEquals(NodeState.SYNCHRONISED, now.state());
    assertEquals(node.clock.earliestNanos(), now.earliestNanos());
    assertEquals(node.clock.latestNanos(), now.latestNanos());
    assertEquals(now.interval().orElseThrow(), node.clock.interval());
  }

  @Test
  void whoeverWaitsIsWokenWhenTheBoundShrinks() throws Exception {
    node.correct(0, 3_600 * SECOND);
    Instant instant = node.clock.instant();
    var waiting =
        new FutureTask<>(
            () -> {
              node.clock.awaitPast(instant);
              return node.clock.interval();
            });
    new Thread(waiting, "waiting").start();
    node.ticks.pass(SECOND);
    assertFalse(node.clock.awaitPast(instant, Duration.ofMillis(1)), "an hour has to pass");

    node.correct(0, 500);
    node.ticks.pass(MS);

    assertTrue(waiting.get(30, TimeUnit.SECONDS).isPast(instant));
  }

  @Test
  void waitingForABoundEndsWithACorrectionThatGivesIt() throws Exception {
    node.correct(0, SECOND);
    assertFalse(node.clock.awaitBound(Duration.ofMillis(1), Duration.ZERO));
    var waiting =
        new FutureTask<>(() -> node.clock.awaitBound(Duration.ofMillis(1), Duration.ofSeconds(60)));
    new Thread(waiting, "waiting").start();

    node.correct(0, 500);
    node.ticks.pass(MS);

    assertTrue(waiting.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aContradictionWithdrawsTheIntervalUntilTwoCorrectionsAgree() {
    node.correctSteadily(0, 500, 1, 2 * SECOND);
    node.ticks.pass(SECOND);
    long before = node.ticks.getAsLong() - node.clock.nanos();
    assertThrows(
        ContradictionException.class, () -> node.correctSteadily(SECOND, 500, 1, 2 * SECOND));
    node.ticks.pass(MS);

    assertEquals(before, node.ticks.getAsLong() - node.clock.nanos(), "nothing was applied");

    assertEquals(NodeState.CONTRADICTED, node.clock.state());
    assertThrows(DateTimeException.class, node.clock::interval);
    assertEquals(1, node.clock.disruptions());
    long shown = node.clock.nanos();

    node.ticks.pass(SECOND);
    node.correctSteadily(2 * SECOND - gained(), 500, 1, 2 * SECOND);
    node.ticks.pass(SECOND);
    node.correctSteadily(SECOND - gained(), 500, 1, 2 * SECOND);
    node.ticks.pass(MS);

    assertEquals(NodeState.CONTRADICTED, node.clock.state(), "they contradict one another");
    assertThrows(DateTimeException.class, node.clock::interval);
    assertEquals(1, node.clock.disruptions());

    node.ticks.pass(SECOND);
    node.correctSteadily(SECOND - gained(), 500, 1, 2 * SECOND);
    node.ticks.pass(MS);

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertTrue(node.clock.nanos() > shown);
    long cluster = node.ticks.getAsLong() - 999 * SECOND;
    assertFalse(node.clock.interval().isPast(SynchronizedClock.toInstant(cluster)));
    assertFalse(node.clock.interval().isBefore(SynchronizedClock.toInstant(cluster)));
  }

  @Test
  void aCorrectionIsHeldAgainstWhatIsKnownAtOneInstantAlsoIfTheThreadWaits() {
    node.correctSteadily(0, 500, 1, 2 * SECOND);
    for (int i = 0; i < 3; i++) {
      node.ticks.pass(SECOND);
      node.correctSteadily(0, 500, 1, 2 * SECOND);
    }
    Adjustment next =
        node.adjustment(0, 500).with(1, new Statement(HandDrivenNode.EPOCH, 1, 2 * SECOND, true));
    node.ticks.pass(MS);
    node.ticks.passAfterNextRead(100_000);
    node.core.adjust(next);

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
  }

  @Test
  void noIntervalBeginsBelowAnEarlierOne() {
    node.correctSteadily(SECOND, 500, 1, 2 * SECOND);
    node.ticks.pass(MS);
    long earliest = node.clock.earliestNanos();
    assertThrows(
        ContradictionException.class, () -> node.correctSteadily(-100 * MS, 500, 1, 2 * SECOND));
    node.ticks.pass(MS);
    for (int i = 0; i < 2; i++) {
      node.correctSteadily(-100 * MS, 500, 1, 2 * SECOND);
      node.ticks.pass(MS);
    }

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertThrows(DateTimeException.class, node.clock::interval, "what is known lies below");

    node.ticks.pass(200 * MS);
    assertTrue(node.clock.earliestNanos() >= earliest);
  }

  @Test
  void anIntervalIsGivenOnceAMajorityHoldsTheEpoch() {
    Adjustment first =
        node.adjustment(0, 500).with(1, new Statement(HandDrivenNode.EPOCH, 1, SECOND, false));
    node.ticks.pass(MS);
    node.core.adjust(first);

    assertEquals(NodeState.NEWCOMER, node.clock.state());
    assertThrows(DateTimeException.class, node.clock::nanos);

    node.correctSteadily(0, 500, 1, SECOND);
    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertEquals(HandDrivenNode.EPOCH, node.clock.now().epoch());
  }

  @Test
  void anotherEpochIsNotConfinedByTheOneBefore() {
    node.correctSteadily(0, 500, 1, SECOND);
    Adjustment other = node.adjustment(SECOND, 500).with(1, new Statement(78, 9, SECOND, true));
    node.ticks.pass(MS);
    node.core.adjust(other);
    node.ticks.pass(MS);

    assertEquals(NodeState.SYNCHRONISED, node.clock.state());
    assertEquals(78, node.clock.now().epoch());
  }

  @Test
  void roundsThatBecomeRarerAreNoHoldover() {
    node.correctSteadily(0, 500, 1, SECOND);
    long spacing = SECOND;
    for (int i = 0; i < 6; i++) {
      node.ticks.pass(spacing);
      assertEquals(NodeState.SYNCHRONISED, node.clock.state(), "after " + spacing);
      node.correctSteadily(0, 500, 1, SECOND);
      spacing *= 2;
    }
    node.ticks.pass(3 * spacing);
    assertEquals(NodeState.HOLDOVER, node.clock.state());
  }

  @Test
  void aCorrectionOfAReadingFromBeforeASleepIsRefused() {
    node.correct(0);
    Adjustment early = node.adjustment(0, 10_000);
    node.ticks.pass(MS);
    node.clock.slept(5 * SECOND);

    assertThrows(IllegalArgumentException.class, () -> node.core.adjust(early));

    node.ticks.pass(MS);
    assertTrue(node.core.status().errorBoundNanos() > 5 * SECOND, node.core.status()::toString);
    node.ticks.pass(MS);
    node.correct(5 * SECOND);
    node.ticks.pass(MS);
    assertTrue(node.core.status().errorBoundNanos() < MS, node.core.status()::toString);
  }

  @Test
  void theFirstCorrectionOfANewcomerThatSleptIsRefusedToo() {
    Adjustment early = node.adjustment(0, 10_000);
    node.ticks.pass(MS);
    node.clock.slept(5 * SECOND);

    assertThrows(IllegalArgumentException.class, () -> node.core.adjust(early));

    node.correct(0);
    node.clock.nanos();
  }
}
