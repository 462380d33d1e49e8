package berkeley.node.clock;

import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final long MS = 1_000_000;
  private static final long YEAR = 365L * 24 * 3600 * 1_000_000_000;

  private static Course towards(Line estimate) {
    return new Course(estimate, ErrorBound.NONE, 500e-6, 50 * MS, Standings.SHOWN);
  }

  @Test
  void aSmallDifferenceIsUsedUpWithinTheHorizon() {
    var course = towards(new Line(0, 10_000, 0));

    Line slew = course.slewFrom(0, 0);
    Line steady = course.steadyAfter(slew);

    assertEquals(200e-6, slew.rateRatio(), 1e-12);
    assertNear(50 * MS, steady.ticksNanos(), 1);
    assertEquals(0, steady.rateRatio());
  }

  @Test
  void aLargeDifferenceTakesAsLongAsTheLimitSays() {
    var course = towards(new Line(0, -5 * MS, 0));

    Line slew = course.slewFrom(0, 0);

    assertEquals(-500e-6, slew.rateRatio(), 1e-12);
    assertNear(10_000 * MS, course.steadyAfter(slew).ticksNanos(), 1);
  }

  // The clock's rate is that of the estimate, which may be off, plus the slew.
  @Test
  void theErrorOfTheRateIsLeftUnused() {
    assertEquals(-500e-6 + 40e-6, slewWithRateKnownWithin(40e-6), 1e-12);
    assertEquals(-125e-6, slewWithRateKnownWithin(500e-6), 1e-12, "but not all of it");
  }

  private static double slewWithRateKnownWithin(double ratio) {
    var bound = new ErrorBound(0, 0, 0, ratio, 0);
    return new Course(new Line(0, -5 * MS, 0), bound, 500e-6, 50 * MS, Standings.SHOWN)
        .slewFrom(0, 0)
        .rateRatio();
  }

  @Test
  void withoutADifferenceThereIsNothingToSlew() {
    var course = towards(new Line(0, 0, 1e-4));

    Line slew = course.slewFrom(1_000, new Line(0, 0, 1e-4).at(1_000));

    assertEquals(1e-4, slew.rateRatio());
    assertEquals(1_000, course.steadyAfter(slew).ticksNanos());
  }

  @Property
  void theSlewBeginsWhereTheClockIsAndEndsOnTheEstimateAtTheLimitAtMost(
      @ForAll @IntRange(min = -2_000_000, max = 2_000_000) int ppb,
      @ForAll @LongRange(min = -YEAR / 40, max = YEAR / 40) long difference,
      @ForAll @LongRange(min = -YEAR, max = YEAR) long knee) {
    double frequency = ppb * 1e-9;
    var estimate = new Line(knee - 1_000 * MS, 0, frequency);
    var course = towards(estimate);
    long kneeTime = estimate.at(knee) - difference;

    Line slew = course.slewFrom(knee, kneeTime);
    Line steady = course.steadyAfter(slew);

    assertEquals(kneeTime, slew.at(knee));
    assertTrue(Math.abs(slew.rateRatio() - frequency) <= 500e-6 + 1e-12);
    assertEquals(slew.at(steady.ticksNanos()), steady.at(steady.ticksNanos()));
    assertNear(estimate.at(steady.ticksNanos()), steady.at(steady.ticksNanos()), 4);
  }
}
