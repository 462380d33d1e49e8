package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.C;
import static berkeley.simulator.promise.Timeline.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Demands DEMANDS =
      Demands.builder().medianWidthNanos(2 * MS).checked(Promise.RATES, 10).build();

  private final Timeline timeline = new Timeline();

  private List<String> shortcomings() {
    return timeline.checker.summary().shortcomings(DEMANDS);
  }

  private void expectOnly(String... words) {
    List<String> found = shortcomings();
    assertEquals(words.length, found.size(), found::toString);
    for (int i = 0; i < words.length; i++) {
      assertTrue(found.get(i).contains(words[i]), found::toString);
    }
  }

  @Test
  void aHealthyRunMeetsTheDemands() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms).good(A, B, C);
    }
    timeline.checker.summary().require(DEMANDS);
    assertEquals(1, timeline.checker.summary().epochs());
    assertEquals(MS, timeline.checker.summary().largestWidthNanos());
  }

  @Test
  void nothingAtAllDoesNot() {
    expectOnly("excused", "had an interval", "promise 1 was checked 0", "promise 8 was checked 0");
    assertThrows(AssertionError.class, () -> timeline.checker.summary().require(DEMANDS));
  }

  @Test
  void neverGivingAnIntervalDoesNot() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms);
      timeline.see(timeline.reading(A).interval(ClockReading.NONE, ClockReading.NONE).build());
    }
    timeline.expect();
    expectOnly("had an interval", "promise 1 was checked 0");
  }

  @Test
  void excusingEverythingDoesNot() {
    timeline.at(0).fault("all", "a", false);
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms).good(A);
    }
    timeline.expect();
    List<String> found = shortcomings();
    assertTrue(found.get(0).contains("1.0000 of 100 readings were excused"), found::toString);
  }

  @Test
  void givingIntervalsOfHoursDoesNot() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms);
      for (NodeLife life : List.of(A, B, C)) {
        timeline.see(timeline.reading(life).interval(0, Timeline.START * 2).build());
      }
    }
    timeline.expect();
    expectOnly("median", "99 %");
  }

  @Test
  void anEpochThatOnlyAMinorityHoldsIsFound() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms).good(A);
    }
    expectOnly("no majority ever held");
    timeline.applied(B, A, Timeline.FIRST, 1);
    expectOnly();
  }

  @Test
  void twoEpochsAreFound() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms).good(A, B);
      timeline.see(timeline.reading(C).epoch(5).build());
    }
    expectOnly("2 epochs", "no majority");
  }

  @Test
  void violationsAreFound() {
    for (long ms = 0; ms < 1_000; ms += 10) {
      timeline.at(ms).good(A, B).ahead(C, 5 * MS);
    }
    expectOnly("violations of promise 1");
  }

  @Test
  void demandsOutOfRangeAreRefused() {
    Demands.Builder builder = Demands.builder().largestExcusedShare(1.5);
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @Property
  void quantilesAreAtMostAnEighthTooLarge(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(max = Long.MAX_VALUE) Long> widths) {
    WidthHistogram histogram = new WidthHistogram();
    widths.forEach(histogram::add);
    long[] sorted = widths.stream().mapToLong(Long::longValue).sorted().toArray();
    assertEquals(Arrays.stream(sorted).max().getAsLong(), histogram.quantile(1));
    for (double share : new double[] {0.01, 0.5, 0.99}) {
      long exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
      long found = histogram.quantile(share);
      assertTrue(found >= exact && found - exact <= exact / 8, () -> exact + " " + found);
    }
  }
}
