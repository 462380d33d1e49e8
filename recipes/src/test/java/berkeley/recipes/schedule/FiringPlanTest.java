package berkeley.recipes.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.recipes.schedule.MissedInstants.Reason;
import berkeley.testing.ManualSynchronizedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class FiringPlanTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);
  private final Log log = new Log();

  /** What an action was told. */
  private static final class Log implements TimedAction {
    private final List<Firing> fired = new ArrayList<>();
    private final List<MissedInstants> missed = new ArrayList<>();

    @Override
    public void fire(Firing firing) {
      fired.add(firing);
    }

    @Override
    public void missed(MissedInstants instants) {
      missed.add(instants);
    }
  }

  private FiringPlan plan(Instant first, Duration period) {
    return new FiringPlan(clock, FiringLimits.DEFAULT, first, period);
  }

  private void lookUntilIdle(FiringPlan plan) {
    lookUntilIdle(plan, log);
  }

  private static void lookUntilIdle(FiringPlan plan, TimedAction action) {
    long wait = 0;
    while (!plan.isOver() && wait == 0) {
      wait = plan.look(action);
    }
  }

  @Test
  void itBeginsAtItsInstantAndNotBefore() {
    FiringPlan plan = plan(NOON.plus(SECOND), Duration.ZERO);
    assertEquals(SECOND.toNanos(), plan.look(log));
    clock.advance(SECOND.minusNanos(1));
    assertEquals(1, plan.look(log));
    clock.setBounds(MILLI, MILLI.multipliedBy(2));
    clock.advance(Duration.ofNanos(1));
    lookUntilIdle(plan);
    assertTrue(plan.isOver());
    assertEquals(1, log.fired.size());
    Firing firing = log.fired.get(0);
    assertEquals(NOON.plus(SECOND), firing.planned());
    assertEquals(Duration.ZERO, firing.lateness());
    assertEquals(MILLI.multipliedBy(2), firing.distance());
  }

  @Test
  void aLittleLateItBeginsAndTooLateItIsMissed() {
    clock.advance(SECOND);
    lookUntilIdle(plan(NOON, Duration.ZERO));
    assertEquals(SECOND, log.fired.get(0).lateness());
    clock.advance(Duration.ofNanos(1));
    lookUntilIdle(plan(NOON, Duration.ZERO));
    assertEquals(List.of(new MissedInstants(NOON, NOON, 1, Reason.LATE)), log.missed);
    assertEquals(1, log.fired.size());
  }

  /** A sleep of an hour: the instants of the last second begin, the others are told together. */
  @Test
  void instantsThatASleepRanOverAreToldTogether() {
    FiringPlan plan = plan(NOON, Duration.ofMillis(300));
    clock.advance(Duration.ofHours(1));
    lookUntilIdle(plan);
    assertEquals(1, log.missed.size());
    MissedInstants missed = log.missed.get(0);
    assertEquals(NOON, missed.first());
    assertEquals(12_001, missed.count() + log.fired.size());
    assertEquals(missed.last().plusMillis(300), log.fired.get(0).planned());
    assertEquals(4, log.fired.size());
    assertTrue(log.fired.get(0).lateness().compareTo(SECOND) <= 0);
  }

  @Test
  void whatAHoldoverRanOverBeginsLateOrIsMissed() {
    clock.setState(NodeState.HOLDOVER);
    clock.setBound(Duration.ofMillis(11));
    FiringPlan plan = plan(NOON, SECOND.multipliedBy(10));
    assertTrue(plan.look(log) > 0);
    clock.advance(Duration.ofMillis(500));
    assertTrue(plan.look(log) > 0);
    clock.setBound(MILLI);
    lookUntilIdle(plan);
    assertEquals(Duration.ofMillis(500), log.fired.get(0).lateness());

    clock.setBound(Duration.ofMillis(11));
    clock.setTime(NOON.plusSeconds(11).plusNanos(1));
    lookUntilIdle(plan);
    assertEquals(
        List.of(
            new MissedInstants(NOON.plusSeconds(10), NOON.plusSeconds(10), 1, Reason.UNCERTAIN)),
        log.missed);
  }

  @Test
  void aNewcomerBeginsNothing() {
    clock.setState(NodeState.NEWCOMER);
    FiringPlan plan = plan(NOON, Duration.ZERO);
    assertTrue(plan.look(log) > 0);
    assertFalse(plan.isOver());
    clock.setState(NodeState.SYNCHRONISED);
    lookUntilIdle(plan);
    assertEquals(1, log.fired.size());
  }

  /** A correction that comes between two readings would tear time and interval apart. */
  @Test
  void timeAndIntervalOfAFiringAreOfOneReading() {
    ManualSynchronizedClock other = ManualSynchronizedClock.at(NOON.plusMillis(40));
    SynchronizedClock moving = Mockito.mock(SynchronizedClock.class);
    Mockito.when(moving.now()).thenAnswer(call -> clock.now());
    Mockito.when(moving.state()).thenAnswer(call -> clock.state());
    Mockito.when(moving.nanos()).thenAnswer(call -> other.nanos());
    lookUntilIdle(new FiringPlan(moving, FiringLimits.DEFAULT, NOON, Duration.ZERO));
    Firing firing = log.fired.get(0);
    assertEquals(NOON, firing.actual());
    assertEquals(new TimeInterval(NOON, NOON), firing.clusterTime());
  }

  @Property(tries = 200)
  void eachInstantBeginsOrIsMissedOnce(@ForAll long seed) {
    Random random = new Random(seed);
    ManualSynchronizedClock any = ManualSynchronizedClock.at(NOON);
    Duration period = Duration.ofMillis(1 + random.nextInt(2_000));
    Log told = new Log();
    FiringPlan plan = new FiringPlan(any, FiringLimits.DEFAULT, NOON, period);
    for (int i = 0; i < 60; i++) {
      any.advance(Duration.ofMillis(random.nextInt(5) * random.nextLong(900)));
      any.setBound(Duration.ofMillis(random.nextInt(14)));
      lookUntilIdle(plan, told);
    }
    List<Instant> all = new ArrayList<>();
    told.fired.forEach(
        firing -> {
          all.add(firing.planned());
          assertFalse(firing.lateness().isNegative());
          assertTrue(firing.lateness().compareTo(FiringLimits.DEFAULT.maxLate()) <= 0);
        });
    for (MissedInstants missed : told.missed) {
      for (long i = 0; i < missed.count(); i++) {
        all.add(missed.first().plus(period.multipliedBy(i)));
      }
      assertEquals(missed.last(), all.get(all.size() - 1));
    }
    all.sort(null);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(NOON.plus(period.multipliedBy(i)), all.get(i));
    }
  }

  @Test
  void limitsHaveTheirRanges() {
    assertThrows(IllegalArgumentException.class, () -> new FiringLimits(Duration.ZERO, SECOND));
    assertThrows(
        IllegalArgumentException.class, () -> new FiringLimits(MILLI, Duration.ofDays(366)));
  }
}
