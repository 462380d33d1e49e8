package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EdgeFilterTest {

  private static final double JITTER = 1_000;
  private static final double SOFT = 100;
  private static final double SECOND = 1e9;

  /** So slow that it says nothing, which leaves the other way alone. */
  private static final double SLOW = 1e13;

  @Property(tries = 40)
  void one_way_gives_the_moments_of_a_numeric_posterior(
      @ForAll @DoubleRange(min = -3, max = 3) double excess,
      @ForAll @DoubleRange(min = 0.1, max = 2) double phaseSigma,
      @ForAll @DoubleRange(min = 0.1, max = 2) double floorSigma,
      @ForAll boolean out) {
    EdgeFilter filter = new EdgeFilter();
    filter.start(0, phaseSigma * JITTER, 0, 1e-9, 0, floorSigma * JITTER);
    // Where both the prior and an exponential tail have a say.
    double seen = excess * (excess < 0 ? Math.hypot(phaseSigma, floorSigma) : 1) * JITTER;
    double half = (SLOW + seen) / 2;
    double measured = (SLOW - seen) / 2;
    filter.observe(out ? measured : -measured, half, JITTER, SOFT * SOFT);

    NumericPosterior wanted =
        new NumericPosterior(
            out ? -1 : 1, seen, phaseSigma * JITTER, floorSigma * JITTER, JITTER, SOFT);
    double wide = Math.sqrt(wanted.phaseVariance());
    assertEquals(wanted.phase(), filter.phaseNanos, 2e-3 * wide);
    assertEquals(wanted.floor(), filter.floorNanos, 2e-3 * Math.sqrt(wanted.floorVariance()));
    assertEquals(1, filter.phaseVariance / wanted.phaseVariance(), 5e-3);
    assertEquals(1, filter.floorVariance / wanted.floorVariance(), 5e-3);
  }

  @Property(tries = 200)
  void covariance_stays_positive_whatever_comes(@ForAll @LongRange(min = 0) long seed) {
    Random random = new Random(seed);
    EdgeFilter filter = new EdgeFilter();
    filter.start(0, 3 * JITTER, 0, 250e-6, 100 * JITTER, JITTER);
    for (int i = 0; i < 300; i++) {
      // Up to hours of silence, and wander from none to 1e-6 per root of a second.
      double wander = Math.pow(10, -6 - 4 * random.nextDouble());
      filter.advance(
          SECOND * Math.exp(2 * random.nextGaussian()),
          wander * wander / SECOND,
          random.nextInt(9));
      double half = 100 * JITTER + JITTER * Math.exp(2 * random.nextGaussian());
      double soft = SOFT * Math.exp(2 * random.nextGaussian());
      filter.observe(JITTER * 3 * random.nextGaussian(), half, JITTER, soft * soft);
      assertPositive(filter, "sample " + i);
    }
  }

  @Test
  void a_very_late_sample_moves_the_phase_by_less_than_a_hundredth_of_its_deviation() {
    EdgeFilter filter = settled();
    double phase = filter.phaseNanos;
    double deviation = Math.sqrt(filter.phaseVariance);
    for (double late : new double[] {1e6, 1e7, 1e9}) {
      EdgeFilter seen = new EdgeFilter();
      seen.copy(filter);
      seen.observe(late / 3, 100 * JITTER + late, JITTER, SOFT * SOFT);
      assertEquals(phase, seen.phaseNanos, 0.01 * deviation, "late by " + late + " ns");
      assertTrue(seen.phaseVariance <= filter.phaseVariance * 1.0001);
    }
  }

  @Test
  void a_moved_path_leaves_phase_and_frequency_alone() {
    EdgeFilter filter = settled();
    double phase = filter.phaseNanos;
    double variance = filter.phaseVariance;
    filter.moveFloor(5 * JITTER, JITTER);
    assertEquals(phase, filter.phaseNanos);
    assertEquals(variance, filter.phaseVariance);
    assertEquals(5 * JITTER, filter.floorNanos);
    assertPositive(filter, "after the move");
  }

  private static EdgeFilter settled() {
    Random random = new Random(1);
    EdgeFilter filter = new EdgeFilter();
    filter.start(0, 3 * JITTER, 0, 1e-6, 100 * JITTER, JITTER);
    for (int i = 0; i < 60; i++) {
      double out = -JITTER * Math.log(1 - random.nextDouble());
      double back = -JITTER * Math.log(1 - random.nextDouble());
      filter.advance(SECOND, 1e-27, 1e-7 * JITTER * JITTER);
      double half = 100 * JITTER + (out + back) / 2;
      filter.observe((back - out) / 2, half, JITTER, SOFT * SOFT);
    }
    return filter;
  }

  private static void assertPositive(EdgeFilter f, String when) {
    double phase = Math.sqrt(f.phaseVariance);
    double ratio = Math.sqrt(f.ratioVariance);
    double floor = Math.sqrt(f.floorVariance);
    double a = f.phaseRatio / phase / ratio;
    double b = f.phaseFloor / phase / floor;
    double c = f.ratioFloor / ratio / floor;
    double determinant = 1 + 2 * a * b * c - a * a - b * b - c * c;
    assertTrue(phase > 0 && ratio > 0 && floor > 0, when);
    assertTrue(Math.abs(a) <= 1 && Math.abs(b) <= 1 && Math.abs(c) <= 1, when);
    assertTrue(determinant > -1e-9, () -> when + ": determinant " + determinant);
  }
}
