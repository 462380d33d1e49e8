package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Timelines of a beat that is due every 100 ms, and slept through when it is 2 s late. */
class SleepDetectorTest {

  private static final long MS = 1_000_000;

  private final SleepDetector detector = new SleepDetector(2_000 * MS);
  private long ticks = 77 * MS;
  private long wall = 1_700_000_000_000L * MS;

  private void beatAfter(long tickMillis, long wallMillis, String expected) {
    ticks += tickMillis * MS;
    wall += wallMillis * MS;
    assertEquals(expected, detector.beat(ticks, wall) ? "slept" : "awake");
  }

  @Test
  void theFirstBeatHasNothingToCompareWith() {
    beatAfter(0, 0, "awake");
  }

  @Test
  void regularBeatsAreNoSleepAndALateOneIsNotYet() {
    beatAfter(0, 0, "awake");
    beatAfter(100, 100, "awake");
    beatAfter(2_000, 2_000, "awake");
    beatAfter(100, 100, "awake");
  }

  @Test
  void aStoppedProcessFindsThatBothClocksHaveRunOn() {
    beatAfter(0, 0, "awake");
    beatAfter(5_000, 5_000, "slept");
    beatAfter(100, 100, "awake");
  }

  @Test
  void aSuspendedHostFindsThatOnlyTheWallClockHasRunOn() {
    beatAfter(0, 0, "awake");
    beatAfter(100, 3_600_000, "slept");
    beatAfter(100, 100, "awake");
  }

  @Test
  void aWallClockThatIsSetBackIsNoSleep() {
    beatAfter(0, 0, "awake");
    beatAfter(100, -3_600_000, "awake");
    beatAfter(100, 100, "awake");
  }

  @Test
  void aStopIsNoticedEvenIfTheWallClockWasSetBackMeanwhile() {
    beatAfter(0, 0, "awake");
    beatAfter(5_000, -3_600_000, "slept");
  }
}
