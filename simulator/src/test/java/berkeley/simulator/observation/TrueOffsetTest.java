package berkeley.simulator.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Reading;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class TrueOffsetTest {

  @Test
  void aNodeThatIsAheadHasAPositiveOffset() {
    TrueOffset offset =
        TrueOffset.between(
            new Reading(1_000, 50_000), new Reading(2_000, 51_700), new Reading(3_000, 52_000), 0);

    assertEquals(700, offset.nanos());
  }

  @Test
  void theMastersTimeBetweenItsReadingsIsInterpolated() {
    // The master gains 100 ns in 1000 ns of ticks; half-way it has gained 50.
    TrueOffset offset =
        TrueOffset.between(
            new Reading(0, 0), new Reading(500, 550), new Reading(1_000, 1_100), 100_000);

    assertEquals(0, offset.nanos());
  }

  @Test
  void aReadingOutsideTheMastersIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TrueOffset.between(
                new Reading(0, 0), new Reading(1_001, 0), new Reading(1_000, 0), 500));
  }

  /** Whenever the master's rate changes within its limit, the tolerance covers the error. */
  @Property
  void theToleranceCoversOneChangeOfTheMastersRate(
      @ForAll @LongRange(min = 2, max = 1_000_000_000) long spanNanos,
      @ForAll @DoubleRange(min = 0, max = 1) double nodeShare,
      @ForAll @DoubleRange(min = 0, max = 1) double kneeShare,
      @ForAll @DoubleRange(min = -600, max = 600) double firstPpm,
      @ForAll @DoubleRange(min = -600, max = 600) double secondPpm) {
    long node = Math.round(spanNanos * nodeShare);
    long knee = Math.round(spanNanos * kneeShare);
    long masterAtNode = time(node, knee, firstPpm, secondPpm);
    long masterAtEnd = time(spanNanos, knee, firstPpm, secondPpm);
    long truth = 12_345;

    TrueOffset offset =
        TrueOffset.between(
            new Reading(0, 0),
            new Reading(node, masterAtNode + truth),
            new Reading(spanNanos, masterAtEnd),
            600);

    assertTrue(
        Math.abs(offset.nanos() - truth) <= offset.toleranceNanos(),
        () -> "%s is not within its tolerance of %d".formatted(offset, truth));
  }

  private static long time(long ticks, long knee, double firstPpm, double secondPpm) {
    double first = Math.min(ticks, knee) * firstPpm * 1e-6;
    double second = Math.max(0, ticks - knee) * secondPpm * 1e-6;
    return ticks + Math.round(first + second);
  }
}
