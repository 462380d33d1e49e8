package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Ticks;
import org.junit.jupiter.api.Test;

/** Timelines of a beat that is due every 100 ms, and slept through when it is 2 s late. */
class SleepDetectorTest {

  private static final long MS = 1_000_000;

  private final SleepDetector detector = new SleepDetector(2_000 * MS);
  private long ticks = 77 * MS;
  private long wall = 1_700_000_000_000L * MS;
  private long asleep = 5 * MS;

  private void beatAfter(long tickMillis, long wallMillis, String expected) {
    beat(tickMillis, wallMillis, Ticks.NOT_TOLD, expected);
  }

  /** On a host that tells how long it was suspended in all. */
  private void beatAfter(long tickMillis, long wallMillis, long asleepMillis, String expected) {
    asleep += asleepMillis * MS;
    beat(tickMillis, wallMillis, asleep, expected);
  }

  private void beat(long tickMillis, long wallMillis, long suspended, String expected) {
    ticks += tickMillis * MS;
    wall += wallMillis * MS;
    assertEquals(expected, detector.beat(ticks, wall, suspended) ? "slept" : "awake");
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
  void aCounterThatStoodStillForASixteenthOfASecondIsNoticedByTheWallClock() {
    beatAfter(0, 0, "awake");
    beatAfter(100, 145, "awake");
    beatAfter(100, 162, "slept");
    assertEquals(62 * MS, detector.missedNanos());
    beatAfter(1_000, 1_059, "awake");
    beatAfter(100, 0, "awake");
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

  @Test
  void whereSuspensionsAreToldAWallClockThatIsSetIsNoSleep() {
    beatAfter(0, 0, 0, "awake");
    beatAfter(100, 3_600_000, 0, "awake");
    beatAfter(100, -3_600_000, 0, "awake");
    assertEquals(0, detector.missedNanos());
  }

  @Test
  void aSuspensionThatIsToldIsASleepHoweverShort() {
    beatAfter(0, 0, 0, "awake");
    beatAfter(100, 300, 200, "slept");
    assertTrue(detector.missedNanos() >= 200 * MS, "the counter stood still for so long");
    assertTrue(detector.missedNanos() <= 202 * MS, "and for no longer");
    assertEquals("its host was suspended for 200 ms", detector.cause());
    beatAfter(100, 100, 0, "awake");
  }

  @Test
  void aSuspensionIsToldAlthoughTheWallClockWasSetBackMeanwhile() {
    beatAfter(0, 0, 0, "awake");
    beatAfter(100, -60_000, 3_600_000, "slept");
    assertTrue(detector.missedNanos() >= 3_600_000 * MS);
  }

  @Test
  void aStopWhileSuspensionsAreToldLeavesTheTicksRight() {
    beatAfter(0, 0, 0, "awake");
    beatAfter(5_000, 65_000, 0, "slept");
    assertEquals(0, detector.missedNanos());
    assertEquals("this process was stopped for 5000 ms", detector.cause());
  }

  @Test
  void whereSuspensionsAreNotToldTheCauseIsLeftOpen() {
    beatAfter(0, 0, "awake");
    beatAfter(100, 60_000, "slept");
    assertEquals(
        "its host was suspended, or its wall clock set forward, by 59900 ms", detector.cause());
  }

  /** As in a process that was restored elsewhere: nothing is known of the time between. */
  @Test
  void aCounterThatFallsIsASleep() {
    beatAfter(0, 0, 0, "awake");
    beatAfter(-7_000, 100, 0, "slept");
    assertTrue(detector.missedNanos() >= 7_100 * MS);
    assertEquals("its counter fell by 7000 ms", detector.cause());
  }
}
