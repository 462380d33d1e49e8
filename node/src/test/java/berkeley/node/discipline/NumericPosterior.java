package berkeley.node.discipline;

/**
 * Phase and path after one way has been seen, by brute force: the naive twin of {@link EdgeFilter}.
 *
 * <p>Both priors are normal about 0, independent, and are summed over 6 deviations each way. The
 * likelihood is itself a sum, over the queueing delay.
 */
final class NumericPosterior {
  private static final int CELLS = 200;
  private static final double REACH = 6;

  private double sum;
  private double phaseSum;
  private double floorSum;
  private double phaseSquares;
  private double floorSquares;

  /**
   * Creates the posterior where {@code seen} is path + sign * phase + a delay of mean jitter +
   * noise.
   */
  NumericPosterior(
      int sign, double seen, double phaseSigma, double floorSigma, double jitter, double soft) {
    // The likelihood depends on one number only: tabulated, and read off in between.
    double least = seen - REACH * (phaseSigma + floorSigma) - 1;
    double step = 2 * (REACH * (phaseSigma + floorSigma) + 1) / (20 * CELLS);
    double[] likelihood = new double[20 * CELLS + 2];
    for (int i = 0; i < likelihood.length; i++) {
      likelihood[i] = likelihood(least + i * step, jitter, soft);
    }
    for (int i = -CELLS; i <= CELLS; i++) {
      double u = REACH * i / CELLS;
      for (int k = -CELLS; k <= CELLS; k++) {
        double v = REACH * k / CELLS;
        double at = (seen - sign * u * phaseSigma - v * floorSigma - least) / step;
        int cell = (int) at;
        double l = likelihood[cell] + (at - cell) * (likelihood[cell + 1] - likelihood[cell]);
        add(Math.exp(-(u * u + v * v) / 2) * l, u * phaseSigma, v * floorSigma);
      }
    }
  }

  private void add(double weight, double phase, double floor) {
    sum += weight;
    phaseSum += weight * phase;
    floorSum += weight * floor;
    phaseSquares += weight * phase * phase;
    floorSquares += weight * floor * floor;
  }

  /** Returns the density of an excess, over the delays possible with noise of 8 deviations. */
  private static double likelihood(double excess, double jitter, double soft) {
    double from = Math.max(0, excess - 8 * soft);
    double to = excess + 8 * soft;
    double sum = 0;
    int n = 400;
    for (int i = 0; i < n && to > from; i++) {
      double delay = from + (i + 0.5) * (to - from) / n;
      double noise = (excess - delay) / soft;
      sum += Math.exp(-delay / jitter - noise * noise / 2) * (to - from) / n;
    }
    return sum;
  }

  double phase() {
    return phaseSum / sum;
  }

  double floor() {
    return floorSum / sum;
  }

  double phaseVariance() {
    return phaseSquares / sum - phase() * phase();
  }

  double floorVariance() {
    return floorSquares / sum - floor() * floor();
  }
}
