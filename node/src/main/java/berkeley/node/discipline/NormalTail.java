package berkeley.node.discipline;

/**
 * The logarithm of the standard normal distribution function, and its first two derivatives.
 *
 * <p>Problem: an {@link EdgeFilter} needs them a hundred times for each sample, far into the left
 * tail, where the function itself underflows. Idea: a table on [-8, 8], filled once from the power
 * series (middle) and Laplace's continued fraction (tail), and cubic Hermite interpolation, for
 * which the derivatives are already at hand; beyond the table the fraction or the limit. Limits:
 * absolute error below 1e-9 in the table and relative error below 1e-9 outside it.
 *
 * <p>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14. Only
 * {@link StrictMath}, so that every JVM gets the same bits.
 */
final class NormalTail {
  private static final double EDGE = 8;
  private static final int PER_UNIT = 64;
  private static final double LN_SQRT_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);
  private static final double[] LN_CDF = new double[(int) (2 * EDGE * PER_UNIT) + 2];
  private static final double[] HAZARD = new double[LN_CDF.length];

  static {
    for (int i = 0; i < LN_CDF.length; i++) {
      double t = (double) i / PER_UNIT - EDGE;
      LN_CDF[i] = t < -4 ? lnCdfByFraction(t) : StrictMath.log(cdfBySeries(t));
      HAZARD[i] = t < -4 ? -t + excess(-t) : density(t) / cdfBySeries(t);
    }
  }

  private NormalTail() {}

  /** Returns ln Φ(t), at most 0. */
  static double lnCdf(double t) {
    if (t >= EDGE) {
      return 0;
    }
    if (t < -EDGE) {
      return lnCdfByFraction(t);
    }
    int i = (int) ((t + EDGE) * PER_UNIT);
    return hermite(LN_CDF[i], LN_CDF[i + 1], HAZARD[i], HAZARD[i + 1], (t + EDGE) * PER_UNIT - i);
  }

  /** Returns φ(t)/Φ(t), the slope of ln Φ: 0 far to the right, about -t far to the left. */
  static double hazard(double t) {
    if (t >= EDGE) {
      return 0;
    }
    if (t < -EDGE) {
      return -t + excess(-t);
    }
    int i = (int) ((t + EDGE) * PER_UNIT);
    double left = HAZARD[i];
    double right = HAZARD[i + 1];
    double tLeft = (double) i / PER_UNIT - EDGE;
    return hermite(
        left,
        right,
        -left * (left + tLeft),
        -right * (right + tLeft + 1.0 / PER_UNIT),
        (t + EDGE) * PER_UNIT - i);
  }

  /**
   * Returns minus the second derivative of ln Φ, in [0, 1]; the hazard at the same place is passed
   * in, having been computed already.
   */
  static double curvature(double t, double hazard) {
    return t < -EDGE ? hazard * excess(-t) : hazard * (hazard + t);
  }

  /** Returns the hazard at -u, minus u, for u of 4 and more: 1/(u + 2/(u + 3/(u + ...))). */
  private static double excess(double u) {
    double tail = u;
    for (int k = u > EDGE ? 14 : 60; k >= 2; k--) {
      tail = u + k / tail;
    }
    return 1 / tail;
  }

  private static double lnCdfByFraction(double t) {
    return -0.5 * t * t - LN_SQRT_TWO_PI - StrictMath.log(-t + excess(-t));
  }

  private static double cdfBySeries(double t) {
    double term = t;
    double sum = t;
    for (int k = 3; StrictMath.abs(term) > 1e-17 * StrictMath.abs(sum); k += 2) {
      term *= t * t / k;
      sum += term;
    }
    return 0.5 + density(t) * sum;
  }

  private static double density(double t) {
    return StrictMath.exp(-0.5 * t * t - LN_SQRT_TWO_PI);
  }

  private static double hermite(
      double left, double right, double leftSlope, double rightSlope, double part) {
    double a = leftSlope / PER_UNIT - (right - left);
    double b = (right - left) - rightSlope / PER_UNIT;
    double rest = 1 - part;
    return rest * left + part * right + part * rest * (rest * a + part * b);
  }
}
