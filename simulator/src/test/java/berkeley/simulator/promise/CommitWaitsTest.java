package berkeley.simulator.promise;

import static berkeley.simulator.promise.Timeline.A;
import static berkeley.simulator.promise.Timeline.B;
import static berkeley.simulator.promise.Timeline.C;
import static berkeley.simulator.promise.Timeline.EPOCH;
import static berkeley.simulator.promise.Timeline.MS;
import static berkeley.simulator.promise.Timeline.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommitWaitsTest {

  /** Cluster time is allowed any rate, so that the waits are judged by themselves. */
  private final Timeline timeline =
      new Timeline(PromiseSettings.builder().clusterRatePpb(1_000_000_000).build());

  private Timeline waited(NodeLife life, long takenMs, long returnedMs, long stamp) {
    return timeline.see(
        new Observation.CommitWait(takenMs * MS, returnedMs * MS, life, EPOCH, stamp));
  }

  private Timeline latest(NodeLife life, long millis, long latest) {
    timeline.at(millis);
    return timeline.see(
        timeline.reading(life).interval(START - 1_000 * MS, Math.max(latest, 0)).build());
  }

  private ClockReading latestIs(NodeLife life, long beforeMs, long afterMs, long latest) {
    return ClockReading.of(beforeMs * MS, afterMs * MS, life)
        .epoch(EPOCH)
        .time(beforeMs * MS, latest)
        .interval(latest - 1_000 * MS, latest)
        .state(ClockState.SYNCHRONISED, Timeline.FIRST)
        .build();
  }

  @Test
  void laterReadingsWithALatestAboveTheStampAreFine() {
    waited(A, 0, 10, START).at(10);
    timeline.see(latestIs(B, 10, 10, START + 1)).see(latestIs(A, 11, 11, START + 9)).expect();
    latest(C, 12, START + 20 * MS).expect();
  }

  @Test
  void aLatestAtTheStampIsFoundWhereverItIsRead() {
    waited(A, 0, 10, START).see(latestIs(B, 10, 10, START)).expect(Promise.COMMIT_WAIT);
    assertEquals(List.of(B, A), timeline.violations().get(0).lives());
  }

  @Test
  void aReadingThatBeganBeforeTheWaitReturnedIsNotLater() {
    waited(A, 0, 10, START).see(latestIs(B, 9, 20, START)).expect();
  }

  @Test
  void theHighestStampOfThoseThatReturnedBeforeCounts() {
    waited(A, 0, 10, START + 5);
    waited(B, 0, 12, START + 3);
    waited(C, 0, 30, START + 50);
    timeline.see(latestIs(B, 12, 12, START + 5)).expect(Promise.COMMIT_WAIT);
    timeline.see(latestIs(C, 20, 20, START + 6)).expect(Promise.COMMIT_WAIT);
  }

  @Test
  void oneStampIsNotReportedAgainAndTheNextIs() {
    waited(A, 0, 10, Long.MAX_VALUE);
    timeline.see(latestIs(B, 10, 10, START)).see(latestIs(C, 11, 11, START));
    timeline.expect(Promise.COMMIT_WAIT);
    waited(A, 12, 13, START + 1).see(latestIs(A, 13, 13, START + 1));
    timeline.expect(Promise.COMMIT_WAIT, Promise.COMMIT_WAIT);
  }

  @Test
  void otherEpochsAreNotCompared() {
    timeline.see(new Observation.CommitWait(0, 10, A, EPOCH + 1, START + MS));
    timeline.see(latestIs(B, 10, 10, START)).expect();
  }
}
