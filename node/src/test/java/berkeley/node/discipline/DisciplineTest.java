package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisciplineTest {

  private final Discipline discipline = new Discipline(ClockLimits.DEFAULT, new NewestServo());

  @Test
  void aCorrectionGivesTheServosLineTheKeepersBoundAndTheSettingsSlew() {
    Course course = discipline.correct(1_000, 5_000, 40, 80);

    assertEquals(new Line(1_000, 5_000, 0), course.estimate());
    assertEquals(-40, course.bound().lowNanos());
    assertEquals(40, course.bound().highNanos());
    assertEquals(500e-6, course.maxSlewRatio(), 1e-15);
    assertEquals(50_000_000, course.horizonNanos());
  }

  @Test
  void aReadingAsOldAsTheOneBeforeOrOlderIsRefusedAndLeavesNoTrace() {
    discipline.correct(1_000, 5_000, 40, 80);

    var repeated =
        assertThrows(
            IllegalArgumentException.class, () -> discipline.correct(1_000, 9_000, 40, 80));
    var late =
        assertThrows(IllegalArgumentException.class, () -> discipline.correct(993, 9_000, 40, 80));

    assertEquals("reading is 0 ns before that of the correction before", repeated.getMessage());
    assertEquals("reading is 7 ns before that of the correction before", late.getMessage());
    assertEquals(0, discipline.contradictions());
    assertEquals(new Line(1_001, 5_001, 0), discipline.correct(1_001, 5_001, 40, 80).estimate());
    assertEquals(0, discipline.contradictions(), "what was refused did not count");
  }

  @Test
  void withoutMeasurementsAClockThatWasRightStrays() {
    ErrorBound bound = discipline.boundWithoutMeasurement(1_000, ErrorBound.NONE, 0, 0);

    assertEquals(0, bound.highAt(1_000));
    assertEquals(500_005, bound.highAt(1_000 + 1_000_000_000), "500 ppm, growing by 0.01 a second");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,    50, 500,    10,     0.01, maxSlewPpm: 0.5 is not in 1.0..100000.0",
    "100001, 50, 500,    10,     0.01, maxSlewPpm: 100001.0 is not in 1.0..100000.0",
    "NaN,    50, 500,    10,     0.01, maxSlewPpm: NaN is not in 1.0..100000.0",
    "500,    0,  500,    10,     0.01, slewHorizon",
    "500, 60001, 500,    10,     0.01, slewHorizon",
    "500,    50, 0.9,    10,     0.01, driftLimitPpm: 0.9 is not in 1.0..10000.0",
    "500,    50, 10001,  10,     0.01, driftLimitPpm: 10001.0 is not in",
    "500,    50, 500,    0.0009, 0.01, wanderLimitPpm: 9.0E-4 is not in",
    "500,    50, 500,    1001,   0.01, wanderLimitPpm: 1001.0 is not in",
    "500,    50, 500,    10,     -1,   wanderGrowthPpmPerSecond: -1.0 is not in",
    "500,    50, 500,    10,     101,  wanderGrowthPpmPerSecond: 101.0 is not in"
  })
  void aSettingOutOfItsRangeIsRefusedByName(
      double slew, long horizonMillis, double drift, double wander, double growth, String message) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ClockLimits(slew, Duration.ofMillis(horizonMillis), drift, wander, growth));

    assertEquals(message, refusal.getMessage().substring(0, message.length()));
  }

  @Test
  void aSleepWidensTheBoundByItsLengthAndByWhatTwoClocksMayDifferInIt() {
    Discipline sleeper = Discipline.withDefaults(ClockLimits.DEFAULT);

    ErrorBound after = sleeper.afterSleep(new ErrorBound(7, -100, 200, 1e-6, 0), 74_000_000_000L);

    assertEquals(new ErrorBound(7, -100, 200 + 74_000_000_000L + 37_000_000, 1e-6, 0), after);
  }
}
