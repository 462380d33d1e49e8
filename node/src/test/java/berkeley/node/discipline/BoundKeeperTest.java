package berkeley.node.discipline;

import static berkeley.node.clock.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundKeeperTest {

  private static final long SECOND = 1_000_000_000;
  private static final double PPB = 1e-9;
  private static final ClockLimits SETTINGS =
      new ClockLimits(500, Duration.ofMillis(50), 200, 10, 0.01);

  private final BoundKeeper keeper = new BoundKeeper(SETTINGS);

  /**
   * One exchange with the master.
   *
   * @param pauseNanos ticks since the one before
   * @param rateOffPpb how far the oscillator's rate is from its nominal one meanwhile
   * @param halfWidthNanos half the round trip
   * @param skewPermille how unequal the two ways were: -1000 all of it there, 1000 all of it back
   * @param guessPpb how far the servo's frequency is from the true one afterwards
   * @param guessNanos how far its phase is
   */
  private record Exchange(
      long pauseNanos,
      int rateOffPpb,
      long halfWidthNanos,
      int skewPermille,
      int guessPpb,
      long guessNanos) {}

  @Provide
  Arbitrary<List<Exchange>> exchanges() {
    return Combinators.combine(
            Arbitraries.longs().between(1_000_000, 40 * SECOND),
            Arbitraries.integers().between(-5_000, 5_000),
            Arbitraries.longs().between(10, 20_000_000),
            Arbitraries.integers().between(-1_000, 1_000),
            Arbitraries.integers().between(-100_000, 100_000),
            Arbitraries.longs().between(-1_000_000, 1_000_000))
        .as(Exchange::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(50);
  }

  /** Rates within half the wander limit of the nominal one, and that within the drift limit. */
  @Property
  void clusterTimeIsInsideAtEveryInstantForAnyOscillatorWithinItsLimitsAndAnyDelays(
      @ForAll("exchanges") List<Exchange> exchanges,
      @ForAll @IntRange(min = -190_000, max = 190_000) int nominalPpb) {
    var kept = new BoundKeeper(SETTINGS);
    Line truth = new Line(0, 5_000 * SECOND, nominalPpb * PPB);
    ErrorBound bound = null;
    Line estimate = truth;
    for (Exchange exchange : exchanges) {
      double rate = (nominalPpb + exchange.rateOffPpb()) * PPB;
      truth = new Line(truth.ticksNanos(), truth.timeNanos(), rate);
      if (bound != null) {
        for (int part = 0; part <= 4; part++) {
          assertInside(bound, estimate, truth, exchange.pauseNanos() / 4 * part);
        }
      }
      truth = truth.movedTo(truth.ticksNanos() + exchange.pauseNanos());
      long ticks = truth.ticksNanos();
      long error = exchange.halfWidthNanos() * exchange.skewPermille() / 1_000;
      estimate =
          new Line(
              ticks, truth.at(ticks) + exchange.guessNanos(), rate + exchange.guessPpb() * PPB);
      bound =
          kept.measured(
              ticks,
              truth.at(ticks) + error,
              exchange.halfWidthNanos(),
              2 * exchange.halfWidthNanos(),
              estimate);
      assertInside(bound, estimate, truth, 0);
    }
    assertEquals(0, kept.contradictions());
  }

  private static void assertInside(ErrorBound bound, Line estimate, Line truth, long later) {
    long ticks = truth.ticksNanos() + later;
    long ahead = truth.at(ticks) - estimate.at(ticks);
    // Every line rounds by a nanosecond.
    assertTrue(ahead >= bound.lowAt(ticks) - 3, () -> ahead + " below " + bound.lowAt(ticks));
    assertTrue(ahead <= bound.highAt(ticks) + 3, () -> ahead + " above " + bound.highAt(ticks));
  }

  private static Line perfectAt(long ticks) {
    return new Line(ticks, ticks, 0);
  }

  @Test
  void theFirstMeasurementStandsAloneAndTheRateIsAnyTheOscillatorsMayHave() {
    ErrorBound bound = keeper.measured(SECOND, SECOND + 20, 100, 2 * 100, perfectAt(SECOND));

    assertEquals(-80, bound.lowNanos());
    assertEquals(120, bound.highNanos());
    assertEquals(200e-6, bound.rateRatio(), 1e-12);
  }

  @Test
  void aBetterMeasurementNarrowsTheBoundAndAWorseOneDoesNotWidenItMuch() {
    keeper.measured(SECOND, SECOND, 100_000, 2 * 100_000, perfectAt(SECOND));
    ErrorBound better =
        keeper.measured(2 * SECOND, 2 * SECOND, 1_000, 2 * 1_000, perfectAt(2 * SECOND));
    ErrorBound worse =
        keeper.measured(
            2 * SECOND + 1, 2 * SECOND + 1, 900_000, 2 * 900_000, perfectAt(2 * SECOND + 1));

    assertEquals(1_000, better.highNanos());
    assertNear(1_001, worse.highNanos(), 1);
  }

  @Test
  void twoMeasurementsFromOppositeSidesMeetInBetween() {
    keeper.measured(SECOND, SECOND - 80, 100, 2 * 100, perfectAt(SECOND));
    ErrorBound both =
        keeper.measured(SECOND + 1, SECOND + 1 + 80, 100, 2 * 100, perfectAt(SECOND + 1));

    assertNear(-20, both.lowNanos(), 1);
    assertNear(20, both.highNanos(), 1);
  }

  @Test
  void theLongerItHasMeasuredTheBetterItKnowsTheRate() {
    ErrorBound bound = keeper.measured(0, 0, 10_000, 2 * 10_000, perfectAt(0));
    double before = bound.rateRatio();
    for (int i = 1; i <= 40; i++) {
      bound = keeper.measured(i * SECOND, i * SECOND, 10_000, 2 * 10_000, perfectAt(i * SECOND));
    }

    assertEquals(200e-6, before, 1e-12);
    assertTrue(bound.rateRatio() >= 10e-6, "never better than the wander limit");
    assertTrue(bound.rateRatio() < 12e-6, "10 ppm and 20 us in more than 16 s");
  }

  @Test
  void anOscillatorBeyondItsLimitsIsCaughtAndTheNewestMeasurementStandsAlone() {
    keeper.measured(SECOND, SECOND, 100, 2 * 100, perfectAt(SECOND));
    ErrorBound bound =
        keeper.measured(2 * SECOND, 2 * SECOND + 500_000, 100, 2 * 100, perfectAt(2 * SECOND));

    assertEquals(1, keeper.contradictions());
    assertEquals(500_000 - 100, bound.lowNanos());
    assertEquals(500_000 + 100, bound.highNanos());
    assertEquals(200e-6, bound.rateRatio(), 1e-12, "what was learnt of the rate is forgotten");
  }

  @Test
  void anAbsurdBoundIsWideAndNotUpsideDown() {
    ErrorBound bound =
        keeper.measured(SECOND, SECOND, Long.MAX_VALUE, Long.MAX_VALUE, perfectAt(SECOND));

    assertTrue(bound.lowAt(2 * SECOND) < -SECOND);
    assertTrue(bound.highAt(2 * SECOND) > SECOND);
  }

  @Test
  void intervalsFromBeforeTheClusterMovedConfineItNoMore() {
    long move = 50_000;
    keeper.measured(SECOND, SECOND, 100, 200, perfectAt(SECOND));
    ErrorBound moving =
        keeper.measured(2 * SECOND, 2 * SECOND + move, 100 + move, 200, perfectAt(2 * SECOND));

    assertTrue(moving.lowNanos() <= 0, "where the master still is");
    assertTrue(moving.highNanos() >= move, "where it is going");
  }
}
