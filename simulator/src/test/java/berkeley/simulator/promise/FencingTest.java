package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.SECOND_MASTER;

import org.junit.jupiter.api.Test;

class FencingTest {

  private final Timeline timeline = new Timeline();

  @Test
  void whatReturnedWasApplied() {
    for (long round = 1; round < 500; round++) {
      timeline.at(round * 1_000).applied(B, A, FIRST, round).returned(FIRST, round, B);
    }
    timeline.checker.finish();
    timeline.expect();
  }

  @Test
  void itMayBeHandedOverAfterwards() {
    timeline.at(0).returned(FIRST, 1, B).applied(B, A, FIRST, 1);
    timeline.checker.finish();
    timeline.expect();
  }

  @Test
  void aCallThatReturnedMayHaveBeenLongOnItsWay() {
    timeline.at(0).applied(B, A, FIRST, 1);
    timeline.at(3_600_000).applied(B, A, FIRST, 2).returned(FIRST, 1, B).expect();
  }

  @Test
  void whatReturnedAndWasNeverAppliedIsFound() {
    timeline.at(0).returned(FIRST, 1, B).expect();
    timeline.at(60_001).applied(B, A, FIRST, 2).expect(Promise.FENCING);
  }

  @Test
  void whatReturnedAndWasNeverAppliedIsFoundAtTheEnd() {
    timeline.at(0).returned(FIRST, 1, B);
    timeline.checker.finish();
    timeline.expect(Promise.FENCING);
  }

  @Test
  void appliedInAnotherLifeDoesNotCount() {
    timeline.at(0).applied(B, A, FIRST, 1).returned(FIRST, 1, new NodeLife("b", 99));
    timeline.checker.finish();
    timeline.expect(Promise.FENCING);
  }

  @Test
  void anotherIncarnationOfTheMasterIsAnotherMastership() {
    timeline.at(0).applied(B, A, FIRST, 1).returned(new MasterTerm(1, "a", 12), 1, B);
    timeline.checker.finish();
    timeline.expect(Promise.FENCING);
  }

  @Test
  void applyingTwiceIsFound() {
    timeline.at(0).applied(B, A, FIRST, 1).applied(B, A, FIRST, 1).expect(Promise.FENCING);
  }

  @Test
  void applyingWhatWasOvertakenIsFound() {
    timeline.at(0).applied(B, A, FIRST, 2).applied(B, A, FIRST, 1).expect(Promise.FENCING);
  }

  @Test
  void applyingAnOlderTermIsFound() {
    timeline.at(0).applied(B, B, SECOND_MASTER, 1).expect();
    timeline.applied(B, A, FIRST, 9).expect(Promise.FENCING);
  }

  @Test
  void aSecondMastershipInOneTermIsFound() {
    timeline.at(0).applied(B, A, FIRST, 1);
    timeline.applied(B, A, new MasterTerm(1, "a", 12), 2).expect(Promise.FENCING);
  }

  @Test
  void anotherMastershipIsObeyedOnceTheFirstMayBeGone() {
    timeline.at(0).applied(B, B, SECOND_MASTER, 1);
    timeline.at(2_000).applied(B, A, FIRST, 9).good(B).expect();
    timeline
        .at(2_001)
        .applied(B, B, SECOND_MASTER, 2)
        .applied(B, A, FIRST, 10)
        .expect(Promise.FENCING);
  }

  @Test
  void aReadingMayNotFallBackToAnOlderTerm() {
    timeline.at(0).see(timeline.reading(B).state(ClockState.HOLDOVER, SECOND_MASTER).build());
    timeline.at(1).good(B).expect(Promise.FENCING);
  }

  @Test
  void anotherEpochHasItsOwnTerms() {
    timeline.at(0).applied(B, B, SECOND_MASTER, 1);
    timeline
        .see(new Observation.AdjustmentApplied(1, B, Timeline.EPOCH + 1, FIRST, FIRST, A, 1))
        .expect();
  }
}
