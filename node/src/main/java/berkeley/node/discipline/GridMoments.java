package berkeley.node.discipline;

/**
 * Mean and covariance of three variables, from points with weights so unlike one another that only
 * their logarithms can be held.
 *
 * <p>Idea: all sums are kept relative to the heaviest point so far; a heavier one shrinks what was
 * summed before it. Deviations are given from some centre near the mean, so that the squares lose
 * no precision.
 */
final class GridMoments {
  private double top;
  private double sum;
  private double p;
  private double r;
  private double f;
  private double pp;
  private double pr;
  private double rr;
  private double pf;
  private double rf;
  private double ff;

  /** Drops all points. */
  void clear() {
    top = Double.NEGATIVE_INFINITY;
    sum = 0;
    p = 0;
    r = 0;
    f = 0;
    pp = 0;
    pr = 0;
    rr = 0;
    pf = 0;
    rf = 0;
    ff = 0;
  }

  /**
   * Adds a point.
   *
   * @param lnWeight natural logarithm of its weight, up to a constant common to all
   * @param phase its deviations from the centre
   */
  void add(double lnWeight, double phase, double ratio, double floor) {
    if (lnWeight > top) {
      scaleBy(StrictMath.exp(top - lnWeight));
      top = lnWeight;
    }
    double w = StrictMath.exp(lnWeight - top);
    sum += w;
    p += w * phase;
    r += w * ratio;
    f += w * floor;
    pp += w * phase * phase;
    pr += w * phase * ratio;
    rr += w * ratio * ratio;
    pf += w * phase * floor;
    rf += w * ratio * floor;
    ff += w * floor * floor;
  }

  private void scaleBy(double factor) {
    sum *= factor;
    p *= factor;
    r *= factor;
    f *= factor;
    pp *= factor;
    pr *= factor;
    rr *= factor;
    pf *= factor;
    rf *= factor;
    ff *= factor;
  }

  /**
   * Moves a state's means by the means found, and replaces its covariance; there must be a point.
   */
  void applyTo(EdgeFilter state) {
    double phase = p / sum;
    double ratio = r / sum;
    double floor = f / sum;
    state.phaseNanos += phase;
    state.ratio += ratio;
    state.floorNanos += floor;
    state.phaseVariance = pp / sum - phase * phase;
    state.phaseRatio = pr / sum - phase * ratio;
    state.ratioVariance = rr / sum - ratio * ratio;
    state.phaseFloor = pf / sum - phase * floor;
    state.ratioFloor = rf / sum - ratio * floor;
    state.floorVariance = ff / sum - floor * floor;
  }
}
