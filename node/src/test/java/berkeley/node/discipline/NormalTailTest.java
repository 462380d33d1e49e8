package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTailTest {

  private static final int STEPS = 4_000;
  private static final double LN_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  @Property(tries = 300)
  void the_logarithm_and_its_slope_are_those_of_direct_integration(
      @ForAll @DoubleRange(min = -60, max = 8) double t) {
    double mills = millsByIntegration(t);
    double lnCdf = -0.5 * t * t - LN_SQRT_TWO_PI + Math.log(mills);
    assertEquals(lnCdf, NormalTail.lnCdf(t), 1e-9 * Math.max(1, Math.abs(lnCdf)));
    assertEquals(1 / mills, NormalTail.hazard(t), 1e-9 * Math.max(1, 1 / mills));
  }

  @Property(tries = 300)
  void slope_and_curvature_are_those_of_differences(
      @ForAll @DoubleRange(min = -30, max = 7.9) double t) {
    double d = 1e-3;
    double slope = (NormalTail.lnCdf(t + d) - NormalTail.lnCdf(t - d)) / (2 * d);
    double bend = (NormalTail.hazard(t - d) - NormalTail.hazard(t + d)) / (2 * d);
    double hazard = NormalTail.hazard(t);
    assertEquals(slope, hazard, 1e-6);
    assertEquals(bend, NormalTail.curvature(t, hazard), 1e-6);
  }

  @Property(tries = 300)
  void a_curvature_never_adds_variance_nor_takes_more_than_all(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double t) {
    double curvature = NormalTail.curvature(t, NormalTail.hazard(t));
    assertTrue(curvature >= 0 && curvature <= 1, () -> "curvature " + curvature);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, 8, -4, 0})
  void nothing_jumps_where_the_methods_meet(double seam) {
    double before = Math.nextDown(seam);
    assertEquals(NormalTail.lnCdf(before), NormalTail.lnCdf(seam), 1e-9);
    assertEquals(NormalTail.hazard(before), NormalTail.hazard(seam), 1e-9);
  }

  @Test
  void half_of_all_lies_left_of_the_middle() {
    assertEquals(Math.log(0.5), NormalTail.lnCdf(0), 1e-15);
    assertEquals(Math.sqrt(2 / Math.PI), NormalTail.hazard(0), 1e-15);
  }

  /**
   * Computes Φ(t)/φ(t) as the integral of exp(t x - x²/2) over the positive x, by Simpson's rule.
   */
  private static double millsByIntegration(double t) {
    double reach = t > -4 ? Math.max(t, 0) + 12 : 45 / -t;
    double h = reach / STEPS;
    double sum = 1;
    for (int i = 1; i <= STEPS; i++) {
      double x = i * h;
      double times = i == STEPS ? 1 : i % 2 == 0 ? 2 : 4;
      sum += times * Math.exp(t * x - x * x / 2);
    }
    return sum * h / 3;
  }
}
