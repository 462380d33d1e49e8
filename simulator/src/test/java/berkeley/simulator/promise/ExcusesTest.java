package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.C;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.SECOND_MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExcusesTest {

  private static final NodeLife D = new NodeLife("d", 4);

  private final Timeline timeline = new Timeline();

  private double excusedShare() {
    return timeline.checker.summary().excusedShare();
  }

  /** A reading of a clock that is far ahead. */
  private ClockReading corrected(NodeLife life, MasterTerm by) {
    long time = Timeline.START + 50 * MS;
    return timeline
        .reading(life)
        .time(0, time)
        .interval(time - MS, time + MS)
        .state(ClockState.SYNCHRONISED, by)
        .build();
  }

  @Test
  void aFaultExcusesFromItsBeginningUntilTheDeclaredTimeAfterItsEnd() {
    timeline.at(0).good(A, B).fault("fast", "b", false);
    timeline.at(10).good(A).ahead(B, 50 * MS);
    timeline.at(20).faultOver("fast", 100);
    timeline.at(120).good(A);
    timeline.expect(Promise.RATES);
    timeline.see(timeline.reading(B).build());
    assertEquals(2.0 / 6, excusedShare(), 1e-9);
    timeline.at(121).ahead(D, 5 * MS);
    assertEquals(2.0 / 7, excusedShare(), 1e-9);
  }

  @Test
  void anExcusedIntervalDoesNotNarrowWhatOthersAreHeldAgainst() {
    timeline.at(0).fault("fast", "b", false).ahead(B, 50 * MS).good(A, C).expect();
  }

  @Test
  void neitherItsWaitsNorWhatItCallsPastCountWhileItIsExcused() {
    timeline.at(0).fault("fast", "b", false);
    timeline.see(new Observation.CommitWait(0, 0, B, Timeline.EPOCH, Long.MAX_VALUE));
    timeline.see(new Observation.IsPastAnswer(0, 0, B, Timeline.EPOCH, Long.MAX_VALUE - 1, true));
    timeline.good(A, C).expect();
  }

  @Test
  void afterTheExcuseTheLifeIsJudgedAgain() {
    timeline.at(0).good(A).fault("fast", "b", false).ahead(B, 50 * MS);
    timeline.at(10).faultOver("fast", 10).at(21).good(A).ahead(B, 50 * MS);
    timeline.expect(Promise.CONTAINMENT);
  }

  @Test
  void anHonestNodeWithABrokenCounterStillNeverGoesBack() {
    timeline.at(0).fault("fast", "b", false).ahead(B, 50 * MS);
    timeline.at(1).ahead(B, 10 * MS);
    assertEquals(Promise.MONOTONICITY, timeline.violations().get(0).promise());
  }

  @Test
  void nothingHoldsOfWhatALiarSays() {
    timeline.at(0).good(A).fault("liar", "b", true).ahead(B, 50 * MS);
    timeline.at(1).ahead(B, 10 * MS).see(timeline.reading(B).interval(9, 3).build());
    timeline.expect();
    assertEquals(0.75, excusedShare(), 1e-9);
  }

  @Test
  void aFaultOfOneLifeDoesNotExcuseTheNext() {
    timeline.at(0).good(A);
    timeline.see(new Observation.FaultBegun(0, "fast", Set.of(), Set.of(B), false, Long.MAX_VALUE));
    timeline.ahead(B, 50 * MS).expect();
    timeline.ahead(new NodeLife("b", 3), 50 * MS).expect(Promise.CONTAINMENT);
  }

  @Test
  void aFaultThatExcusesNobodyExcusesNobody() {
    timeline.at(0).good(A);
    timeline.see(new Observation.FaultBegun(0, "cut", Set.of(), Set.of(), false, Long.MAX_VALUE));
    timeline.ahead(D, 5 * MS).expect(Promise.CONTAINMENT);
  }

  @Test
  void aReadingThatOnlyOverlapsAFaultIsExcused() {
    timeline.at(0).good(A).at(50).fault("fast", "b", false);
    long time = Timeline.START + 90 * MS;
    timeline.see(
        ClockReading.of(40 * MS, 60 * MS, B)
            .epoch(Timeline.EPOCH)
            .time(0, time)
            .interval(time, time)
            .state(ClockState.SYNCHRONISED, FIRST)
            .build());
    timeline.expect();
  }

  @Test
  void thoseThatABrokenMasterCorrectedAreExcusedUntilAnotherHasCorrectedThem() {
    timeline.at(0).good(A, B, C).fault("jump", "a", false);
    timeline.at(10).applied(B, A, FIRST, 1).ahead(B, 50 * MS).good(C);
    timeline.at(20).faultOver("jump", 10);
    timeline.at(100).ahead(B, 50 * MS).good(C).expect(Promise.RATES);
    timeline.at(110).applied(B, B, SECOND_MASTER, 1).good(C);
    Summary summary = timeline.checker.summary();
    assertEquals(1, summary.eras());
    assertEquals(3, summary.readings() - summary.judged());
    timeline.at(120).ahead(B, 50 * MS).applied(C, B, SECOND_MASTER, 2);
    timeline.see(timeline.reading(C).state(ClockState.SYNCHRONISED, SECOND_MASTER).build());
    Violation last = timeline.violations().get(timeline.violations().size() - 1);
    assertEquals(Promise.CONTAINMENT, last.promise());
    assertEquals(List.of(C, B), last.lives());
  }

  @Test
  void aBrokenMasterThatCorrectsItselfAloneMisleadsNobody() {
    timeline.at(0).good(A, B, C).fault("jump", "a", false);
    timeline.at(10).applied(A, A, FIRST, 1).good(B, C);
    timeline.at(20).applied(B, B, SECOND_MASTER, 1).good(C).expect();
    assertEquals(0, timeline.checker.summary().eras());
    timeline.ahead(D, 5 * MS).expect(Promise.CONTAINMENT);
  }

  @Test
  void thoseThatAGroupMasterPassedItOnToAreExcusedToo() {
    MasterTerm group = new MasterTerm(1, "b", 5);
    timeline.at(0).good(A).fault("jump", "a", false).applied(B, A, FIRST, 1);
    timeline.see(new Observation.AdjustmentApplied(1, C, Timeline.EPOCH, group, FIRST, B, 1));
    timeline.at(1).good(D).ahead(B, 50 * MS).see(corrected(C, group)).expect();
    assertEquals(0.5, excusedShare(), 1e-9);
    assertEquals(0, timeline.checker.summary().eras());
  }

  @Test
  void aBrokenGroupMasterMisleadsItsMembersAndNobodyElse() {
    MasterTerm group = new MasterTerm(1, "b", 5);
    timeline.at(0).good(A).fault("fast", "b", false);
    timeline.see(new Observation.AdjustmentApplied(1, C, Timeline.EPOCH, group, FIRST, B, 1));
    timeline.at(1).see(corrected(C, group)).applied(A, A, FIRST, 2).expect();
    assertEquals(0, timeline.checker.summary().eras());
    timeline.ahead(D, 5 * MS).expect(Promise.CONTAINMENT);
  }

  @Test
  void aNodesOwnWordAboutItsMasterExcusesNothing() {
    timeline.at(0).good(C).fault("jump", "a", false);
    timeline.at(10).ahead(B, 50 * MS).expect(Promise.CONTAINMENT);
  }
}
