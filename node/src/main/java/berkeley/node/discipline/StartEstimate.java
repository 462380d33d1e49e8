package berkeley.node.discipline;

/**
 * The estimate from the first few samples, evaluated together.
 *
 * <p>Problem: with hardly any samples the posterior of {@link EdgeFilter} is far from normal, and
 * an early error has a long effect. Idea: keep the samples, and with each new one compute mean and
 * variance again from all of them by integration. For a phase and a frequency given, the path can
 * be no longer than the least one-way delay that they leave; the logarithm of the likelihood is
 * 2n/j times that length, with n samples and jitter j; the path itself integrates to an exponential
 * below it. What remains is a sum over a grid in phase and frequency, laid over the region that a
 * plain filter proposes and laid again over the first result. Limits: no wander between the
 * samples. Cost: grows with the square of their number, so it is used for the first dozen.
 *
 * <p>Source: the likelihood is that of D. Jeske, On Maximum-Likelihood Estimation of Clock Offset,
 * IEEE Trans. Comm. 53, 2005, with a frequency and a prior added.
 */
final class StartEstimate {
  private static final int HALF_GRID = 14;
  private static final double REACH = 4.5;
  private static final double PROPOSAL_SOFTNESS = 0.1;
  private static final double SURE = 8;

  /** Variance of what lies within one cell of the grid, whose half width is {@link #REACH}. */
  private static final double CELL = REACH * REACH / (HALF_GRID * HALF_GRID) / 12;

  private final long[] ticks;
  private final double[] phase;
  private final double[] halfRtt;
  private int count;
  private double priorRatio;
  private double priorRatioDeviation;
  private final EdgeFilter estimate = new EdgeFilter();
  private final GridMoments moments = new GridMoments();

  StartEstimate(int capacity) {
    ticks = new long[capacity];
    phase = new double[capacity];
    halfRtt = new double[capacity];
  }

  /** Drops all samples, and sets the prior of the frequency. */
  void clear(double expectedRatio, double deviation) {
    count = 0;
    priorRatio = expectedRatio;
    priorRatioDeviation = deviation;
  }

  boolean full() {
    return count == ticks.length;
  }

  int count() {
    return count;
  }

  /** Adds a sample; there must be room for it. */
  void add(long ticksNanos, double phaseNanos, long rttNanos) {
    ticks[count] = ticksNanos;
    phase[count] = phaseNanos;
    halfRtt[count] = rttNanos / 2.0;
    count++;
  }

  /**
   * Returns whether a sample is consistent with the first one, each being wrong by at most half its
   * round trip; there must be a first.
   */
  boolean allows(long ticksNanos, double phaseNanos, long rttNanos) {
    double span = ticksNanos - ticks[0];
    double off = phaseNanos - phase[0] - priorRatio * span;
    return StrictMath.abs(off) <= halfRtt[0] + rttNanos / 2.0 + SURE * priorRatioDeviation * span;
  }

  /** Returns the state at the newest sample for a given jitter. Valid until the next call. */
  EdgeFilter estimate(double jitterNanos) {
    propose(jitterNanos);
    if (count > 1) {
      integrate(jitterNanos);
      integrate(jitterNanos);
    }
    return estimate;
  }

  private void propose(double jitter) {
    int quickest = 0;
    for (int i = 1; i < count; i++) {
      quickest = halfRtt[i] < halfRtt[quickest] ? i : quickest;
    }
    double least = halfRtt[quickest];
    double reach = priorRatioDeviation * (ticks[count - 1] - ticks[0]);
    estimate.start(
        phase[quickest] - priorRatio * (ticks[quickest] - ticks[0]),
        3 * jitter + reach,
        priorRatio,
        priorRatioDeviation,
        least - jitter / 2,
        jitter);
    double soft = PROPOSAL_SOFTNESS * jitter;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        estimate.advance((double) (ticks[i] - ticks[i - 1]), 0, 0);
      }
      estimate.observe(phase[i], halfRtt[i], jitter, soft * soft);
    }
  }

  /**
   * Replaces the estimate by the moments of the likelihood, summed over a grid laid along its own
   * axes.
   */
  private void integrate(double jitter) {
    double wide = StrictMath.sqrt(estimate.phaseVariance);
    double shear = estimate.phaseRatio / wide;
    double narrow =
        StrictMath.sqrt(
            StrictMath.max(estimate.ratioVariance - shear * shear, 1e-6 * estimate.ratioVariance));
    moments.clear();
    double centre = leastDelay(estimate.phaseNanos, estimate.ratio);
    for (int i = -HALF_GRID; i <= HALF_GRID; i++) {
      for (int k = -HALF_GRID; k <= HALF_GRID; k++) {
        double u = REACH * i / HALF_GRID;
        double dp = wide * u;
        double dr = shear * u + narrow * (REACH * k / HALF_GRID);
        double df = leastDelay(estimate.phaseNanos + dp, estimate.ratio + dr) - centre;
        double off = (estimate.ratio + dr - priorRatio) / priorRatioDeviation;
        moments.add(2 * count * df / jitter - off * off / 2, dp, dr, df);
      }
    }
    // Given phase and frequency, the path lies below the longest by an exponential.
    double below = jitter / (2 * count);
    estimate.floorNanos = centre;
    moments.applyTo(estimate);
    estimate.floorNanos -= below;
    estimate.floorVariance += below * below;
    // If all the weight fell into one cell, only that cell is known.
    estimate.phaseVariance = StrictMath.max(estimate.phaseVariance, CELL * wide * wide);
    estimate.ratioVariance = StrictMath.max(estimate.ratioVariance, CELL * narrow * narrow);
  }

  /** Returns the longest path that a phase (at the newest sample) and a frequency allow. */
  private double leastDelay(double phaseNow, double ratio) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double off = phase[i] - (phaseNow + ratio * (ticks[i] - ticks[count - 1]));
      least = StrictMath.min(least, halfRtt[i] - StrictMath.abs(off));
    }
    return least;
  }
}
