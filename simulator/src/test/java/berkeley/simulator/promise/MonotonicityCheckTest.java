package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.EPOCH;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MonotonicityCheckTest {

  private static final PromiseSettings SETTINGS = PromiseSettings.builder().build();

  private final ViolationLog log = new ViolationLog(SETTINGS);
  private final MonotonicityCheck life = new MonotonicityCheck(A, log);

  private ClockReading.Builder reading(long before, long after, long time) {
    return ClockReading.of(before, after, A)
        .time(before, time)
        .state(ClockState.SYNCHRONISED, FIRST);
  }

  private void expect(int violations) {
    assertEquals(violations, log.violations().size(), () -> log.violations().toString());
  }

  @Test
  void timeMayStandStill() {
    life.check(reading(0, 0, 5).build());
    life.check(reading(1, 1, 5).build());
    expect(0);
  }

  @Test
  void timeThatGoesBackIsFound() {
    life.check(reading(0, 0, 5).build());
    life.check(reading(1, 1, 4).build());
    expect(1);
  }

  @Test
  void timeIsComparedWithTheHighestBefore() {
    life.check(reading(0, 0, 9).build());
    life.check(reading(1, 3, 9).build());
    life.check(reading(3, 3, 8).build());
    expect(1);
  }

  @Test
  void readingsThatOverlapMayBeInEitherOrder() {
    life.check(reading(0, 10, 9).build());
    life.check(reading(5, 15, 8).build());
    expect(0);
    life.check(reading(10, 20, 8).build());
    expect(1);
  }

  @Test
  void aNewcomersTimeMayGoBackAndIsForgotten() {
    life.check(ClockReading.of(0, A).time(0, 9).build());
    life.check(ClockReading.of(1, A).time(1, 8).build());
    life.check(reading(2, 2, 7).build());
    expect(0);
  }

  @Test
  void whatWasShownBeforeBecomingANewcomerAgainStillCounts() {
    life.check(reading(0, 0, 9).build());
    life.check(ClockReading.of(1, A).time(1, 3).build());
    life.check(reading(2, 2, 8).build());
    expect(1);
  }

  @Test
  void anEarliestBelowAnEarlierOneIsFoundThoughTimeRises() {
    life.check(reading(0, 0, 5).interval(3, 7).build());
    life.check(reading(1, 1, 6).interval(2, 9).build());
    expect(1);
  }

  @Test
  void anInstantThatWasPastStaysPast() {
    life.check(new Observation.IsPastAnswer(0, 1, A, EPOCH, 100, true));
    life.check(new Observation.IsPastAnswer(0, 1, A, EPOCH, 101, false));
    life.check(new Observation.IsPastAnswer(0, 2, A, EPOCH, 100, false));
    expect(0);
    life.check(new Observation.IsPastAnswer(1, 2, A, EPOCH, 100, false));
    expect(1);
  }

  @Test
  void whatWasBeforeAnEarliestWasPast() {
    life.check(reading(0, 0, 105).interval(101, 110).build());
    life.check(new Observation.IsPastAnswer(1, 1, A, EPOCH, 101, false));
    expect(0);
    life.check(new Observation.IsPastAnswer(1, 1, A, EPOCH, 100, false));
    expect(1);
  }

  @Test
  void aClockThatWentBackIsReportedOnce() {
    life.check(reading(0, 0, START).build());
    for (int i = 1; i < 100_000; i++) {
      life.check(reading(i * MS, i * MS, START / 2 + i).build());
    }
    expect(1);
  }

  @Test
  void otherLivesAreOtherClocks() {
    Timeline timeline = new Timeline().at(0).good(A).at(1_000);
    NodeLife next = new NodeLife("a", 2);
    timeline.see(timeline.reading(next).epoch(9).time(0, 7).interval(6, 8).build()).expect();
  }

  @Property
  void readsAtInstantsAreFoundIfAndOnlyIfOneIsBelowTheOneBefore(
      @ForAll @Size(max = 200) List<@LongRange(max = 1_000) Long> steps) {
    ViolationLog fresh = new ViolationLog(SETTINGS);
    MonotonicityCheck checked = new MonotonicityCheck(A, fresh);
    long now = 0;
    long time = START;
    boolean back = false;
    for (long step : steps) {
      boolean backwards = step == 7;
      back |= backwards && now > 0;
      time += backwards ? -1 : step;
      checked.check(reading(now, now, time).build());
      now++;
    }
    assertEquals(back, !fresh.violations().isEmpty());
    assertTrue(fresh.violations().size() <= 1);
  }
}
