package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.SECOND;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Recovery may take 5 s, an interval is usually at most 2 ms wide. */
class RecoveryTest {

  private final Timeline timeline = new Timeline();

  private Timeline wide(NodeLife life) {
    long time = START + timeline.nowNanos();
    return timeline.see(
        timeline.reading(life).interval(time - 3_600 * SECOND, time + 3_600 * SECOND).build());
  }

  @Test
  void widthsMayBeAnythingUntilTheTimeIsOver() {
    timeline.at(0);
    wide(A).at(1_000).calm().at(5_999);
    wide(A);
    timeline.at(6_000).good(A).expect();
  }

  @Test
  void beingSynchronisedWithABoundOfHoursIsNotRecovered() {
    timeline.at(1_000).calm();
    wide(A).at(6_000);
    wide(A).expect(Promise.RECOVERY);
  }

  private Timeline ahead(NodeLife life) {
    long time = START + timeline.nowNanos();
    return timeline.see(timeline.reading(life).interval(time - 100 * Timeline.MS, time).build());
  }

  @Test
  void aNodeTimeThatWasMovedMaySlewBackAndNoLonger() {
    timeline.at(0).calm().at(1_000).good(A).at(6_000);
    ahead(A).at(1_005_999);
    ahead(A).expect();
    timeline.at(1_006_000);
    ahead(A).expect(Promise.RECOVERY);
  }

  @Test
  void oneThatHasGivenAnIntervalInTheFutureMayGiveNoneUntilThen() {
    timeline.at(0).fault("leap", "a", false).ahead(A, 20_000 * Timeline.MS);
    timeline.at(1).faultOver("leap", 0).at(1_000).good(B).calm();
    none(7_000);
    timeline.expect();
    none(20_100);
    timeline.expect(Promise.RECOVERY);
  }

  private void none(long millis) {
    timeline.at(millis).good(B);
    long time = START + 20_000 * Timeline.MS + timeline.nowNanos();
    timeline.see(
        timeline
            .reading(A)
            .time(timeline.nowNanos(), time)
            .interval(ClockReading.NONE, ClockReading.NONE)
            .build());
  }

  @Test
  void givingNoIntervalIsNotRecovered() {
    timeline.at(0).good(A).at(1_000).calm().at(6_000);
    timeline.see(timeline.reading(A).interval(ClockReading.NONE, ClockReading.NONE).build());
    timeline.expect(Promise.RECOVERY);
  }

  @Test
  void anotherFaultBeginsTheTimeAnew() {
    timeline.at(0);
    wide(A).at(1_000).calm().at(2_000).fault("loss", "nobody", false).at(8_000);
    wide(A).expect();
    timeline.at(9_000).calm().at(13_999);
    wide(A).expect();
    timeline.at(14_000);
    wide(A).expect(Promise.RECOVERY);
  }

  @Test
  void aNodeThatStartsLaterHasTheSameTime() {
    timeline.at(1_000).calm().at(20_000);
    wide(B).at(24_999);
    wide(B).expect();
    timeline.at(25_000);
    wide(B).expect(Promise.RECOVERY);
  }

  @Test
  void oneThatNeverRecoversIsReportedOnce() {
    timeline.at(0).calm();
    wide(A);
    for (long ms = 6_000; ms < 600_000; ms += 100) {
      timeline.at(ms);
      wide(A);
    }
    timeline.expect(Promise.RECOVERY);
    assertEquals(5_940, timeline.checker.summary().checks().get(Promise.RECOVERY));
  }
}
