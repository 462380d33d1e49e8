package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.FIRST;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OneReadingTest {

  private final Timeline timeline = new Timeline().at(0);

  private void expectBroken(ClockReading reading) {
    timeline.see(reading).expect(Promise.ONE_READING);
  }

  @Test
  void aTimeOnAnEdgeIsInTheInterval() {
    timeline.see(timeline.reading(A).interval(START, START).build()).expect();
  }

  @Test
  void aNewcomerSaysNothing() {
    timeline.see(ClockReading.of(0, A).build()).expect();
  }

  @Test
  void aTimeOutsideOfTheIntervalIsFound() {
    expectBroken(timeline.reading(A).interval(START + 1, START + 5).build());
  }

  @Test
  void aTimeAfterTheIntervalIsFound() {
    expectBroken(timeline.reading(A).interval(START - 5, START - 1).build());
  }

  @Test
  void anIntervalThatEndsBeforeItBeginsIsFound() {
    expectBroken(timeline.reading(A).interval(START + 1, START - 1).build());
    assertEquals(0, timeline.checker.summary().intervals());
  }

  @Test
  void oneEdgeAloneIsFound() {
    expectBroken(timeline.reading(A).interval(START, ClockReading.NONE).build());
  }

  @Test
  void anIntervalWithoutATimeIsFound() {
    expectBroken(
        timeline.reading(A).state(ClockState.SUSPENDED, FIRST).time(0, ClockReading.NONE).build());
  }

  @Test
  void anIntervalOfANewcomerIsFound() {
    expectBroken(timeline.reading(A).state(ClockState.NEWCOMER, MasterTerm.NONE).build());
  }

  @Test
  void anIntervalThatShouldBeWithdrawnIsFound() {
    expectBroken(timeline.reading(A).state(ClockState.CONTRADICTED, FIRST).build());
  }

  @Test
  void beingSynchronisedByNobodyIsFound() {
    expectBroken(timeline.reading(A).state(ClockState.SYNCHRONISED, MasterTerm.NONE).build());
  }
}
