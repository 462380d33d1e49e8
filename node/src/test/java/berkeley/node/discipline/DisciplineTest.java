package berkeley.node.discipline;

import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Statement;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Joint;
import berkeley.node.clock.Line;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisciplineTest {

  private static final long SECOND = 1_000_000_000;

  private final Discipline discipline = new Discipline(ClockLimits.UNSTEERED, new NewestServo());

  private Discipline.Measured correct(long ticks, long target, long goodFor) {
    return discipline.correct(ticks, target, 40, 80, new Statement(1, 1, goodFor, true));
  }

  private static Joint joint(long ticks, long earliest, long latest) {
    return new Joint(ticks, ticks, ticks, 0, earliest, latest);
  }

  @Test
  void aCorrectionGivesTheServosLineAndItsOwnBound() {
    Discipline.Measured measured = correct(1_000, 5_000, 0);

    assertEquals(new Line(1_000, 5_000, 0), measured.estimate());
    assertEquals(-40, measured.bound().lowAt(1_000));
    assertEquals(40, measured.bound().highAt(1_000));
  }

  @Test
  void aBoundGrowsSlowlyAsLongAsTheStatementIsGoodAndThenByWhatAnybodyMayDo() {
    for (int i = 0; i <= 60; i++) {
      correct(i * SECOND, i * SECOND, 2 * SECOND);
    }
    ErrorBound bound = correct(61 * SECOND, 61 * SECOND, 2 * SECOND).bound();

    long slowly = bound.growthNanos(63 * SECOND);
    assertTrue(slowly >= 2 * 20_000, "twice the wander limit: " + slowly);
    assertTrue(slowly < 2 * 22_000, "and little more: " + slowly);
    assertNear(500_000, bound.growthNanos(64 * SECOND) - slowly, 100);
  }

  /** A process that has just started is read poorly at first, and soon better. */
  @Test
  void aRateIsMeasuredFromTheFirstGoodReadingAndNotFromAPoorOneBeforeIt() {
    Statement said = new Statement(1, 1, 10 * SECOND, true);
    discipline.correct(0, 0, 400_000, 800_000, said);
    discipline.correct(SECOND / 10, SECOND / 10, 20_000, 40_000, said);
    ErrorBound bound =
        discipline.correct(21 * SECOND / 10, 21 * SECOND / 10, 20_000, 40_000, said).bound();

    assertNear(40_000, bound.growthNanos(31 * SECOND / 10), 100);
  }

  @Test
  void aReadingThatIsHardlyBetterIsNoBetterToMeasureFrom() {
    Statement said = new Statement(1, 1, 100 * SECOND, true);
    for (int i = 0; i < 1_000; i++) {
      discipline.correct(i * SECOND / 100, i * SECOND / 100, 20_000 - i, 40_000, said);
    }
    ErrorBound bound = discipline.correct(20 * SECOND, 20 * SECOND, 20_000, 40_000, said).bound();

    assertNear(22_000, bound.growthNanos(21 * SECOND), 100);
  }

  @Test
  void nothingIsMeasuredAcrossPhasesOrWhileClusterTimeMayMove() {
    for (int i = 0; i <= 60; i++) {
      correct(i * SECOND, i * SECOND, 2 * SECOND);
    }
    Statement next = new Statement(1, 2, 2 * SECOND, true);
    ErrorBound bound = discipline.correct(61 * SECOND, 61 * SECOND, 40, 80, next).bound();

    assertNear(500_000, bound.growthNanos(62 * SECOND), 1_000);
  }

  @Test
  void twoStatementsAreIntersectedWhereTheNewOneIsPublished() {
    Discipline.Measured measured = correct(1_000, 1_000, 0);

    Discipline.Joined joined = measured.joinedAt(joint(1_000, 990, 1_300));

    assertTrue(joined.meet());
    assertEquals(-10, joined.bound().lowAt(1_000));
    assertEquals(40, joined.bound().highAt(1_000));
  }

  @Test
  void statementsThatDoNotMeetContradictOneAnother() {
    Discipline.Joined joined = correct(1_000, 1_000, 0).joinedAt(joint(1_000, 1_041, 1_300));

    assertFalse(joined.meet());
    assertEquals(40, joined.bound().highAt(1_000), "the new one alone");
  }

  @Test
  void aReadingAsOldAsTheOneBeforeOrOlderIsRefusedAndLeavesNoTrace() {
    correct(1_000, 5_000, 0);

    var repeated = assertThrows(IllegalArgumentException.class, () -> correct(1_000, 9_000, 0));
    var late = assertThrows(IllegalArgumentException.class, () -> correct(993, 9_000, 0));

    assertEquals("reading is 0 ns before that of the correction before", repeated.getMessage());
    assertEquals("reading is 7 ns before that of the correction before", late.getMessage());
    assertEquals(new Line(1_001, 5_001, 0), correct(1_001, 5_001, 0).estimate());
  }

  @Test
  void aMastersDoubtGlidesAwayAndGrowsOnceItsLeaseIsOver() {
    Line line = new Line(0, 0, 0);
    ErrorBound bound = discipline.masterBound(line, 1_000_000, 10 * SECOND, true);

    assertNear(800_000, bound.highAt(SECOND), 100);
    assertEquals(0, bound.highAt(6 * SECOND));
    assertEquals(0, bound.highAt(10 * SECOND));
    assertNear(500_000, bound.highAt(11 * SECOND), 100);
    assertNear(-500_000, bound.lowAt(11 * SECOND), 100);
  }

  @Test
  void aMasterLeadsNoFasterThanIsDeclared() {
    assertEquals(100e-6, discipline.leadingFrequency(350e-6), 1e-12);
    assertEquals(-100e-6, discipline.leadingFrequency(-350e-6), 1e-12);
    assertEquals(35e-6, discipline.leadingFrequency(35e-6), 1e-12);
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
    Discipline sleeper = Discipline.withDefaults(ClockLimits.UNSTEERED);

    ErrorBound after = sleeper.afterSleep(joint(7, -93, 207), 74_000_000_000L);

    assertEquals(-100, after.lowAt(7));
    assertNear(200 + 74_000_000_000L + 37_000_000, after.highAt(7), 10_000);
  }
}
