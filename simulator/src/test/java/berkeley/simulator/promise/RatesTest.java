package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.EPOCH;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.SECOND;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final PromiseSettings SETTINGS = PromiseSettings.builder().build();

  private final ViolationLog log = new ViolationLog(SETTINGS);
  private final Rates rates = new Rates(A, SETTINGS, log);

  private ClockReading.Builder reading(long now, long ticks, long time) {
    return ClockReading.of(now, A)
        .time(ticks, START + time)
        .state(ClockState.SYNCHRONISED, FIRST)
        .rateLimitPpb(500_000);
  }

  private void expect(int violations) {
    assertEquals(violations, log.violations().size(), () -> log.violations().toString());
  }

  @Test
  void aSecondAtTheDeclaredRateIsFine() {
    rates.check(reading(0, 0, 0).build(), false);
    rates.check(reading(SECOND, SECOND, SECOND + 500_000).build(), false);
    rates.check(reading(2 * SECOND, 2 * SECOND, 2 * SECOND).build(), false);
    expect(0);
  }

  @Test
  void aSecondThatIsTooFastOrTooSlowIsFound() {
    rates.check(reading(0, 0, 0).build(), false);
    rates.check(reading(SECOND, SECOND, SECOND + 500_005).build(), false);
    expect(1);
    rates.check(reading(30 * SECOND, 30 * SECOND, 30 * SECOND - 14_200_000).build(), false);
    expect(2);
  }

  @Test
  void littleTooMuchAtEachReadingAddsUp() {
    for (long i = 0; i < 1_000; i++) {
      rates.check(reading(i * MS, i * MS, i * MS + 501 * i).build(), false);
    }
    expect(1);
  }

  @Test
  void aChangeOfTheDeclaredRateCountsFromTheReadingBefore() {
    rates.check(reading(0, 0, 0).rateLimitPpb(100_000).build(), false);
    rates.check(reading(SECOND, SECOND, SECOND + 500_000).build(), false);
    expect(0);
    rates.check(
        reading(2 * SECOND, 2 * SECOND, 2 * SECOND + 1_000_000).rateLimitPpb(100_000).build(),
        false);
    expect(0);
    rates.check(
        reading(3 * SECOND, 3 * SECOND, 3 * SECOND + 1_200_000).rateLimitPpb(100_000).build(),
        false);
    expect(1);
  }

  @Test
  void aRateThatNoNodeMayDeclareIsFound() {
    rates.check(reading(0, 0, 0).rateLimitPpb(1_000_001).build(), false);
    expect(1);
  }

  @Test
  void aStepForwardMustBeCounted() {
    rates.check(reading(0, 0, 0).build(), false);
    rates.check(reading(SECOND, SECOND, 9 * SECOND).steps(1).build(), false);
    expect(0);
    assertEquals(1, rates.steps());
    rates.check(reading(2 * SECOND, 2 * SECOND, 19 * SECOND).steps(1).build(), false);
    expect(1);
  }

  @Test
  void aStepBackIsFoundThoughItIsCounted() {
    rates.check(reading(0, 0, 0).build(), false);
    rates.check(reading(SECOND, SECOND, SECOND / 2).steps(1).build(), false);
    expect(1);
  }

  @Test
  void aCounterThatIsOffIsFoundAgainstTrueTimeUnlessItIsExcused() {
    rates.check(reading(0, 0, 0).build(), true);
    rates.check(reading(SECOND, 2 * SECOND, 2 * SECOND).build(), true);
    expect(0);
    rates.check(reading(2 * SECOND, 3 * SECOND, 3 * SECOND).build(), false);
    expect(0);
    rates.check(reading(3 * SECOND, 5 * SECOND, 5 * SECOND).build(), false);
    expect(1);
  }

  @Test
  void anHonestCountersErrorIsAllowedForAgainstTrueTime() {
    rates.check(reading(0, 0, 0).build(), false);
    rates.check(reading(SECOND, SECOND + 100_000, SECOND + 600_000).build(), false);
    expect(0);
    rates.check(reading(2 * SECOND, 2 * SECOND + 300_000, 2 * SECOND + 1_300_000).build(), false);
    expect(1);
  }

  @Test
  void aRealCallsDurationIsAllowedForAgainstTrueTime() {
    rates.check(reading(0, 0, 0).build(), false);
    ClockReading slow =
        ClockReading.of(MS, 5 * MS, A)
            .time(5 * MS, START + 5 * MS)
            .state(ClockState.HOLDOVER, FIRST)
            .rateLimitPpb(500_000)
            .build();
    rates.check(slow, false);
    expect(0);
  }

  @Test
  void clusterTimeMustKeepItsRate() {
    Timeline timeline = new Timeline();
    timeline.see(new Observation.ClusterTimeKnown(0, EPOCH, START, A));
    timeline.see(new Observation.ClusterTimeKnown(SECOND, EPOCH, START + SECOND + 300_000, A));
    timeline.expect();
    timeline.see(new Observation.ClusterTimeKnown(2 * SECOND, EPOCH, START + 2 * SECOND - 5, A));
    timeline.expect(Promise.RATES);
    timeline.see(new Observation.ClusterTimeKnown(3 * SECOND, EPOCH, START + 3 * SECOND - 5, A));
    timeline.expect(Promise.RATES);
  }

  @Property
  void aClockWithinItsRateIsNeverReported(
      @ForAll @LongRange(max = SECOND) long gap,
      @ForAll @Size(max = 100) List<@LongRange(min = -500_000, max = 500_000) Long> slews) {
    ViolationLog fresh = new ViolationLog(SETTINGS);
    Rates checked = new Rates(A, SETTINGS, fresh);
    long now = 0;
    double time = 0;
    for (long slewPpb : slews) {
      checked.check(reading(now, now, (long) time).build(), false);
      now += gap;
      time += gap * (1 + slewPpb * 1e-9);
    }
    assertEquals(List.of(), fresh.violations());
  }
}
