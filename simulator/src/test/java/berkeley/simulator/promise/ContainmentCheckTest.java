package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.C;
import static berkeley.simulator.promise.Timeline.EPOCH;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainmentCheckTest {

  private final Timeline timeline = new Timeline();

  @Test
  void intervalsThatAllMeetAreFine() {
    for (long ms = 0; ms < 10_000; ms += 100) {
      timeline.at(ms).good(A).ahead(B, MS / 2).ahead(C, -MS / 2);
    }
    timeline.expect();
  }

  @Test
  void twoThatExcludeEachOtherAreFoundWhoeverLeads() {
    timeline.at(0).good(A).ahead(B, 3 * MS / 2).expect(Promise.CONTAINMENT);
    Violation violation = timeline.violations().get(0);
    assertEquals(List.of(B, A), violation.lives());
    assertTrue(violation.sentence().contains("500000 ns away"), violation.sentence());
  }

  @Test
  void anIntervalOfLongAgoStillCounts() {
    timeline.at(0).good(A);
    timeline.at(1_000).ahead(B, MS + 300_000).expect();
    timeline.at(1_001).ahead(C, -MS).expect(Promise.CONTAINMENT);
  }

  @Test
  void otherEpochsAreOtherTimes() {
    timeline.at(0).good(A).see(timeline.reading(B).epoch(5).interval(0, 10).time(0, 5).build());
    timeline.expect();
  }

  @Test
  void oneWhoStaysWrongIsReportedOnceAndOthersAreStillFound() {
    for (long ms = 0; ms < 60_000; ms += 10) {
      timeline.at(ms).good(A, B).ahead(C, 5 * MS);
    }
    timeline.expect(Promise.CONTAINMENT);
    NodeLife late = new NodeLife("d", 4);
    timeline.at(60_010).good(A, B).ahead(late, -2 * MS);
    timeline.expect(Promise.CONTAINMENT, Promise.CONTAINMENT);
    assertEquals(late, timeline.violations().get(1).lives().get(0));
  }

  @Test
  void oneWhoComesFirstAndIsWrongDoesNotSpoilTheRest() {
    NodeLife late = new NodeLife("d", 4);
    timeline.at(0).ahead(C, 5 * MS).good(A, B).ahead(late, -5 * MS);
    assertEquals(2, timeline.violations().size());
    for (long ms = 1; ms < 20_000; ms++) {
      timeline.at(ms).ahead(C, 5 * MS).good(A, B);
    }
    assertTrue(timeline.violations().size() <= 4, () -> timeline.violations().toString());
  }

  @Test
  void neitherOfTwoThatExcludeEachOtherNarrowsWhatOthersAreHeldAgainst() {
    timeline.at(0).good(A).ahead(C, 5 * MS).ahead(C, 5 * MS).good(B);
    timeline.expect(Promise.CONTAINMENT);
    Timeline other = new Timeline().at(0).ahead(C, 5 * MS).good(A).ahead(C, 5 * MS).good(B);
    other.expect(Promise.CONTAINMENT);
  }

  @Test
  void twoWhoNeverAgreeAreNotReportedForEver() {
    for (long ms = 0; ms < 3_600_000; ms += 50) {
      timeline.at(ms).good(A).ahead(B, 5 * MS);
    }
    assertTrue(timeline.violations().size() <= 4, () -> timeline.violations().toString());
  }

  @Test
  void aFaultBeginsToBeReportedAgainAfterAQuietTime() {
    timeline.at(0).good(A, B).ahead(C, 5 * MS);
    for (long ms = 10; ms < 30_000; ms += 10) {
      timeline.at(ms).good(A, B, C);
    }
    timeline.at(30_000).good(A, B).ahead(C, 5 * MS);
    timeline.expect(Promise.CONTAINMENT, Promise.RATES, Promise.RATES, Promise.CONTAINMENT);
  }

  @Test
  void whatIsSurelyPastIsAnEdgeToo() {
    timeline.at(0).good(A);
    timeline.see(new Observation.IsPastAnswer(0, 0, B, EPOCH, START + MS / 2 - 1, true)).expect();
    timeline
        .see(new Observation.IsPastAnswer(0, 0, C, EPOCH, START + MS / 2, true))
        .expect(Promise.CONTAINMENT);
  }

  @Test
  void clusterTimeThatTheObserverComputesMustBeInEveryInterval() {
    timeline.at(0).see(new Observation.ClusterTimeKnown(0, EPOCH, START, A)).good(A, B);
    timeline.expect();
    timeline.ahead(C, MS).ahead(C, MS).expect(Promise.CONTAINMENT);
    timeline.at(10).see(new Observation.ClusterTimeKnown(10 * MS, EPOCH, START + 10 * MS, A));
    timeline.good(A, B).expect(Promise.CONTAINMENT);
  }

  @Test
  void clusterTimeThatTheObserverComputesFindsAnIntervalBeforeIt() {
    timeline.at(0).good(A).ahead(B, MS / 2 + 1);
    timeline
        .see(new Observation.ClusterTimeKnown(0, EPOCH, START - 2, A))
        .expect(Promise.CONTAINMENT);
    assertEquals(List.of(B), timeline.violations().get(0).lives());
  }

  @Test
  void aRealCallsDurationWidensItsInterval() {
    timeline.at(0).good(A).at(10);
    long time = START + 3 * MS;
    ClockReading.Builder early = ClockReading.of(2 * MS, 10 * MS, B).epoch(EPOCH).time(0, time);
    timeline
        .see(
            early
                .interval(time - MS, time + MS)
                .state(ClockState.SYNCHRONISED, Timeline.FIRST)
                .build())
        .expect();
  }
}
