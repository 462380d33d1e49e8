package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;
import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Statement;
import berkeley.master.MasterSettings;
import berkeley.master.UpstreamState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Master "m" of term 3, which shows its host's ticks, keeps what it hears for five seconds. */
class PushCollectorTest {

  /** What half of a round trip of 0 comes to, rounded outwards. */
  private static final long ROUNDED = 2;

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final OwnClock clock = new OwnClock(environment);
  private final PushCollector pushes = collector("intersection");

  private PushCollector collector(String average) {
    return new PushCollector("m", 7, 3, clock, MasterSettings.builder().average(average).build());
  }

  /** The reading of one that has asked the master right now. */
  private PushedReading ahead(String id, long aheadNanos) {
    long shown = environment.ticks();
    return new PushedReading(id, shown + aheadNanos, shown, 0, false);
  }

  private Adjustment push(String id, long aheadNanos) {
    return pushes.push(ahead(id, aheadNanos)).adjustment();
  }

  @Test
  void eachIsToldHowFarItIsFromClusterTimeWhateverTheOthersHaveSent() {
    Adjustment first = push("a", 2 * MILLI);
    assertEquals(-2 * MILLI, first.deltaNanos());
    assertEquals(ROUNDED, first.errorBoundNanos());
    assertEquals(environment.ticks() + 2 * MILLI, first.readingNanos());

    PushCollector.Answer answer = pushes.push(ahead("b", -270 * MILLI));
    assertEquals(270 * MILLI, answer.adjustment().deltaNanos());
    assertEquals(
        new PushReport(
            "m",
            "b",
            environment.ticks() - 270 * MILLI,
            -270 * MILLI,
            List.of("m"),
            0,
            270 * MILLI),
        answer.report());
    assertEquals(-2 * MILLI, push("a", 2 * MILLI).deltaNanos());
    assertEquals(Set.of("a", "b"), pushes.senders());
  }

  @Test
  void whereTheAgreementMovesClusterTimeEachIsToldHowFarItIsFromTheAverageOfAll() {
    PushCollector mean = collector("mean");
    Adjustment first = mean.push(ahead("a", 2 * MILLI)).adjustment();
    assertEquals(-MILLI, first.deltaNanos());
    assertEquals(MILLI + ROUNDED, first.errorBoundNanos());

    PushCollector.Answer second = mean.push(ahead("b", 4 * MILLI));
    assertEquals(-2 * MILLI, second.adjustment().deltaNanos());
    assertEquals(List.of("m", "a", "b"), second.report().counted());
    assertEquals(2 * MILLI, second.report().averageNanos());
  }

  @Test
  void eachStrategyMakesTheAverageInItsOwnWay() {
    PushCollector tempo = collector("tempo");
    PushCollector midpoint = collector("midpoint");
    List.of(tempo, midpoint)
        .forEach(
            each -> {
              each.push(ahead("a", 2 * MILLI));
              each.push(ahead("b", 3_600 * SECOND));
            });

    assertEquals(
        MILLI, tempo.push(ahead("c", MILLI)).report().averageNanos(), "of 0, 1 and 2 ms alone");
    assertEquals(
        MILLI * 3 / 2,
        midpoint.push(ahead("c", MILLI)).report().averageNanos(),
        "half-way between the two that are left");
  }

  @Test
  void anAverageWithinItsOwnBoundMovesNobody() {
    PushCollector mean = collector("mean");
    long shown = environment.ticks();
    PushCollector.Answer answer =
        mean.push(new PushedReading("a", shown + 10 * MICRO, shown, 40 * MICRO, false));

    assertEquals(-10 * MICRO, answer.adjustment().deltaNanos());
  }

  @Test
  void theBoundIsHalfOfTheRoundTripAndWhatClusterTimeMayGainMeanwhile() {
    clock.doubt(4 * MILLI);
    long shown = environment.ticks();
    environment.pass(30 * MILLI);
    Adjustment told =
        pushes.push(new PushedReading("a", shown - MILLI, shown, 20 * MILLI, false)).adjustment();

    assertEquals(MILLI, told.deltaNanos(), "however long the message took");
    assertEquals(20 * MILLI, told.rttNanos());
    long gained = (long) (10 * MILLI * ClockLimits.UNSTEERED.unmeasuredRateRatio());
    assertEquals(14 * MILLI + gained + ROUNDED, told.errorBoundNanos());
  }

  @Test
  void correctionsAndRoundsAreNumberedInOneSequence() {
    assertEquals(1, pushes.nextRound());
    assertEquals(2, push("a", 0).round());
    assertEquals(3, pushes.nextRound());
  }

  @Test
  void whoIsSilentForTooLongIsNoSenderAnyMore() {
    push("a", 0);
    environment.pass(5 * SECOND);
    assertEquals(Set.of("a"), pushes.senders());
    environment.pass(1);
    assertEquals(Set.of(), pushes.senders());
  }

  @Test
  void belowAParentEachIsToldHowFarItIsFromTheMaster() {
    clock.follow(new UpstreamState(true, false));
    clock.doubt(7 * MILLI);
    PushCollector mean = collector("mean");
    mean.push(ahead("b", 9 * MILLI));
    Adjustment told = mean.push(ahead("a", 2 * MILLI)).adjustment();

    assertEquals(-2 * MILLI, told.deltaNanos());
    assertEquals(7 * MILLI + ROUNDED, told.errorBoundNanos());
  }

  @Test
  void eachIsToldWhatTheMasterSaysOfClusterTimeAndInWhichLife() {
    Statement said = new Statement(8, 9, 3 * MILLI, true);
    clock.become(said);
    Adjustment told = push("a", 2 * MILLI);

    assertEquals(said, told.statement());
    assertEquals(7, told.incarnation());
    assertEquals(0, told.clusterSlewPpm());
    clock.line().leftNanos = 5;
    assertEquals(ClockLimits.MAX_CLUSTER_SLEW_PPM, push("a", 0).clusterSlewPpm());
  }

  @Test
  void aReadingFromBeforeThePresentPhasePromisesNothingOfTheRate() {
    long shown = environment.ticks();
    environment.pass(10 * MILLI);
    clock.becomeFrom(environment.ticks(), new Statement(5, 7, 3 * MILLI, true));
    Adjustment told = pushes.push(new PushedReading("a", shown, shown, 0, false)).adjustment();

    assertEquals(new Statement(5, 7, 0, true), told.statement());
  }

  @Test
  void aReadingFromAnotherEpochIsRefused() {
    long shown = environment.ticks();
    environment.pass(10 * MILLI);
    clock.becomeFrom(environment.ticks(), new Statement(8, 7, 3 * MILLI, true));

    assertThrows(
        IllegalStateException.class,
        () -> pushes.push(new PushedReading("a", shown, shown, 0, false)));
    assertEquals(Set.of(), pushes.senders());
  }

  @Test
  void aMasterWithoutClusterTimeTellsNobodyAnything() {
    clock.becomeNewcomer(true);

    assertThrows(IllegalStateException.class, () -> push("a", 0));
  }

  @Test
  void aMasterThatWasSteppedToClusterTimeWaitsUntilNobodyCanSendWhatItShowedBefore() {
    clock.becomeNewcomer(true);
    PushCollector cold = collector("intersection");
    environment.pass(SECOND);
    clock.becomeNewcomer(false);
    cold.senders(); // at the beginning of its next round
    environment.pass(2 * SECOND - 1);
    assertThrows(IllegalStateException.class, () -> cold.push(ahead("a", 0)));

    environment.pass(1);
    assertEquals(0, cold.push(ahead("a", 0)).adjustment().deltaNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, SECOND, Long.MAX_VALUE / 2, -2 * SECOND - 1, -3_600 * SECOND})
  void aTimeThatTheMasterHasNotShownLatelyIsRefused(long laterNanos) {
    long shown = environment.ticks() + laterNanos;
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> pushes.push(new PushedReading("a", 0, shown, 0, false)));

    assertTrue(refusal.getMessage().startsWith("masterNanos: m has not shown"), refusal::toString);
    assertEquals(Set.of(), pushes.senders());
  }

  @Test
  void aTimeBesideNoTimeOfTheMasterIsRefused() {
    PushedReading textbook = PushedReading.uncompared("a", environment.ticks());

    assertThrows(IllegalArgumentException.class, () -> pushes.push(textbook));
  }

  @Test
  void aRoundTripThatIsLongerThanTheLimitIsNoSample() {
    PushCollector strict =
        new PushCollector(
            "m", 7, 3, clock, MasterSettings.builder().rttLimit(Duration.ofMillis(5)).build());
    long shown = environment.ticks();
    strict.push(new PushedReading("a", shown, shown, 5 * MILLI, false));

    assertThrows(
        IllegalArgumentException.class,
        () -> strict.push(new PushedReading("a", shown, shown, 5 * MILLI + 1, false)));
  }
}
