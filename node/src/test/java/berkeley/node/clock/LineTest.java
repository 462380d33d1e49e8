package berkeley.node.clock;

import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

  private static final double PPB = 1e-9;

  /** Thirteen days of nanoseconds; beyond, a double no longer holds every one of them. */
  private static final long LONG = 1L << 50;

  @Test
  void oneMillionthFasterGainsAMicrosecondASecond() {
    var line = new Line(100, 5_000, 1e-6);

    assertEquals(5_000, line.at(100));
    assertEquals(5_000 + 1_000_001_000, line.at(100 + 1_000_000_000));
    assertEquals(5_000 - 1_000_001_000, line.at(100 - 1_000_000_000));
  }

  @Property
  void neverFallsFromOneTickToTheNext(
      @ForAll long anchor,
      @ForAll long time,
      @ForAll @IntRange(min = -990_000_000, max = 990_000_000) int ppb,
      @ForAll @LongRange(min = -LONG, max = LONG) long elapsed) {
    var line = new Line(anchor, time, ppb * PPB);

    long gained = line.at(anchor + elapsed + 1) - line.at(anchor + elapsed);

    assertTrue(gained >= 0 && gained <= 2, "one tick gained " + gained);
  }

  @Property
  void theTicksOfATimeAreThoseAtWhichItIsShownToTheNanosecond(
      @ForAll long anchor,
      @ForAll long time,
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int ppb,
      @ForAll @LongRange(min = -LONG, max = LONG) long elapsed) {
    var line = new Line(anchor, time, ppb * PPB);
    long ticks = anchor + elapsed;

    assertTrue(Math.abs(line.ticksAt(line.at(ticks)) - ticks) <= 2);
  }

  @Property
  void movingTheAnchorDoesNotMoveTheLine(
      @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int ppb,
      @ForAll @LongRange(min = -LONG, max = LONG) long anchor,
      @ForAll @IntRange(min = -1_000_000_000, max = 1_000_000_000) int elapsed) {
    var line = new Line(0, 0, ppb * PPB);
    long ticks = anchor + elapsed;

    assertTrue(Math.abs(line.movedTo(anchor).at(ticks) - line.at(ticks)) <= 2);
  }

  @Test
  void aShiftedLineIsThatMuchLaterEverywhere() {
    var line = new Line(0, 0, 1e-4);

    assertEquals(line.at(12_345) - 7, line.shiftedBy(-7).at(12_345));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1, 5, Double.NaN, Double.POSITIVE_INFINITY})
  void aTimeThatWouldStandStillOrRunBackwardsIsRefused(double rate) {
    assertThrows(IllegalArgumentException.class, () -> new Line(0, 0, rate));
  }

  @Property
  void anErrorBoundOnlyGrows(
      @ForAll @LongRange(min = 0, max = LONG) long elapsed,
      @ForAll @LongRange(min = 0, max = LONG) long more,
      @ForAll @IntRange(min = 0, max = 10_000_000) int ppb,
      @ForAll @IntRange(min = 0, max = 1_000) int wander) {
    var bound = new ErrorBound(1_000, -5, 7, ppb * PPB, wander * PPB);

    assertTrue(bound.lowAt(1_000 + elapsed + more) <= bound.lowAt(1_000 + elapsed));
    assertTrue(bound.highAt(1_000 + elapsed + more) >= bound.highAt(1_000 + elapsed));
  }

  @Test
  void anErrorBoundGrowsWithTheRateAndWithTheSquareOfTheTime() {
    var bound = new ErrorBound(0, -5, 7, 10e-6, 1e-6);

    assertEquals(0, bound.growthNanos(-50), "before it was established it is as good as then");
    assertEquals(-5, bound.lowAt(0));
    assertEquals(7, bound.highAt(0));
    assertNear(20_000 + 2_000, bound.growthNanos(2_000_000_000), 1);
    assertNear(40_000 + 8_000, bound.growthNanos(4_000_000_000L), 1);
  }
}
