package berkeley.node.clock;

import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SteeredClockTest {

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long DAY = 24 * 3600 * SECOND;

  private final ManualTicks ticks = new ManualTicks(0);
  private final SteeredClock clock = new SteeredClock(ticks::getAsLong, 0);

  /** Returns a course to a clock that is ahead of the ticks by the given time. */
  private static Course ahead(long nanos) {
    return new Course(new Line(0, nanos, 0), ErrorBound.NONE, 500e-6, 50 * MS, Standings.SHOWN);
  }

  @Test
  void runsWithTheTicksUntilItIsCorrected() {
    ticks.pass(7 * SECOND);

    assertEquals(7 * SECOND, clock.nanos());
    assertEquals(7 * SECOND, clock.read().timeNanos());
  }

  @Test
  void aStepTakesEffectAtOnceEitherWay() {
    clock.step(joint -> ahead(SECOND));
    assertEquals(SECOND, clock.nanos());

    clock.step(joint -> ahead(-SECOND));
    assertEquals(-SECOND, clock.nanos());
  }

  @Test
  void aSlewLeavesTheTimeWhereItIsAndJoinsTheEstimateLater() {
    clock.slew(joint -> ahead(10_000));

    assertEquals(0, clock.nanos(), "now");
    ticks.pass(25 * MS);
    assertNear(25 * MS + 5_000, clock.nanos(), 50);
    ticks.pass(30 * MS);
    assertEquals(55 * MS + 10_000, clock.nanos(), "joined");
    ticks.pass(DAY);
    assertEquals(ticks.getAsLong() + 10_000, clock.nanos(), "and it stays there");
  }

  @Test
  void aNewSlewReplacesWhatIsLeftOfTheOldOneAndDoesNotAddToIt() {
    clock.slew(joint -> ahead(10 * MS));
    ticks.pass(SECOND);
    clock.slew(joint -> ahead(10 * MS));
    ticks.pass(60 * SECOND);

    assertEquals(ticks.getAsLong() + 10 * MS, clock.nanos());
  }

  @Test
  void aSlewRunsAtTheLimitAndSaysSo() {
    clock.slew(joint -> ahead(-10 * MS));
    ticks.pass(SECOND);

    assertEquals(-500e-6, clock.view().slewRatio(), 1e-12);
    assertNear(SECOND - 500_000, clock.nanos(), 200);
    ticks.pass(20 * SECOND);
    assertEquals(0, clock.view().slewRatio());
  }

  @Test
  void steppingForwardJumpsAheadButOnlySlewsBack() {
    clock.stepForward(joint -> ahead(SECOND));
    ticks.pass(MS);
    assertEquals(MS + SECOND, clock.nanos());

    clock.stepForward(joint -> ahead(SECOND / 2));
    ticks.pass(SECOND);
    assertNear(MS + 2 * SECOND - 500_000, clock.nanos(), 200);
  }

  @Test
  void aDifferenceOfTenYearsIsSlewedLikeAnyOtherFromTheFirstNanosecond() {
    ticks.pass(SECOND);
    long before = clock.nanos();

    clock.slew(joint -> ahead(-3_650 * DAY));

    assertEquals(before, clock.nanos(), "before the knee nothing has changed");
    ticks.pass(SECOND);
    assertNear(before + SECOND - 500_000, clock.nanos(), 200);
    assertNear(ticks.getAsLong() - 3_650 * DAY, clock.estimate().at(ticks.getAsLong()), 1_000);
  }

  @Test
  void theViewConfinesClusterTimeAroundTheEstimateNotAroundTheTimeShown() {
    clock.step(joint -> ahead(0));
    clock.slew(
        joint ->
            new Course(
                new Line(0, 10_000, 0),
                new ErrorBound(0, -30, 70, 1e-6, 0),
                500e-6,
                50 * MS,
                Standings.SHOWN));
    ticks.pass(10 * SECOND);
    clock.slew(
        joint ->
            new Course(
                new Line(0, 20_000, 0),
                new ErrorBound(0, -30, 70, 1e-6, 0),
                500e-6,
                50 * MS,
                Standings.SHOWN));

    ticks.pass(200_000);

    SteeredClock.View view = clock.view();
    long now = 10 * SECOND + 200_000;

    assertNear(now + 10_000, view.reading().timeNanos(), 2);
    assertNear(now + 20_000 - 30 - 10_000, view.lowestNanos(), 2);
    assertNear(now + 20_000 + 70 + 10_000, view.latestNanos(), 2);
    assertNear(10_000 + 70 + 10_000, view.errorBoundNanos(), 4);
  }

  @Test
  void aClockThatNobodyCorrectedIsNotBounded() {
    assertTrue(clock.view().errorBoundNanos() > 3_650 * DAY);
  }

  @Test
  void findsTheTicksOfAnEarlierReadingAcrossSlewsAndSteps() {
    clock.step(joint -> ahead(5 * SECOND));
    long[] at = new long[40];
    long[] shown = new long[at.length];
    for (int i = 0; i < at.length; i++) {
      ticks.pass(30 * MS);
      at[i] = ticks.getAsLong();
      shown[i] = clock.nanos();
      if (i % 5 == 4) {
        Course course = ahead(5 * SECOND + (i % 2 == 0 ? 1L : -1L) * i * MS);
        clock.slew(joint -> course);
      }
    }

    for (int i = 0; i < at.length; i++) {
      assertNear(at[i], clock.ticksAt(shown[i]), 2);
    }
  }

  @Test
  void ofTwoReadingsOnEitherSideOfAStepBackTheLaterOneIsMeant() {
    ticks.pass(SECOND);
    clock.step(joint -> ahead(-SECOND / 2));
    ticks.pass(SECOND / 2);

    assertEquals(SECOND + SECOND / 2, ticks.getAsLong());
    assertEquals(SECOND, clock.nanos(), "shown for the second time");
    assertEquals(ticks.getAsLong(), clock.ticksAt(SECOND));
  }

  @Test
  void aReadingFromBeforeTheStepBackIsFoundWhereItWasShown() {
    ticks.pass(SECOND);
    clock.step(joint -> ahead(-SECOND / 2));

    assertEquals(SECOND / 4, clock.ticksAt(SECOND / 4));
  }
}
