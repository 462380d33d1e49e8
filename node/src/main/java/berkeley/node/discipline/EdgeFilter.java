package berkeley.node.discipline;

/**
 * Estimates phase, frequency and path delay from one-way delays that are never shorter than the
 * path and often hardly longer.
 *
 * <p>Problem: a sample says how far cluster time is from ticks, wrong by half the difference of two
 * queueing delays. Least squares, and a Kalman filter with the variance (rtt - least rtt)²/12,
 * trust it only if both ways were quick at once.
 *
 * <p>Idea: one exchange is two measurements. Half the rtt minus the phase measured is path - phase
 * + the delay out; half the rtt plus it is path + phase + the delay back. Each delay is
 * exponential: a hard edge at 0, most likely near it. So either way alone, when quick, pins one
 * side of the estimate, whatever the other did; and a slow one, however slow, carries no
 * information and does no harm. The state (phase, frequency, path) is kept normal: for a linear
 * combination with a normal prior, an exponential delay and a little normal noise that softens the
 * edge, the mean and variance of the posterior are exact, through the slope and curvature of the
 * logarithm of the evidence; they pass to the whole state as in a Kalman filter.
 *
 * <p>Limits: a path that is longer one way than the other is a bias that no filter can detect. The
 * posterior is skewed and is represented as normal (assumed density filtering), which costs a
 * little. A change of the path must be reported by {@link #moveFloor}.
 *
 * <p>Sources: S. Moon, P. Skelly, D. Towsley, Estimation and Removal of Clock Skew from Network
 * Delay Measurements, INFOCOM 1999, and Y. Geng and others, Exploiting a Natural Network Effect for
 * Scalable, Fine-grained Clock Synchronization, NSDI 2018, for edges; P. Maybeck, Stochastic
 * Models, Estimation and Control 2, 1982, chapter 12, for assumed densities; L. Galleani, P.
 * Tavella, On the Use of the Kalman Filter in Timescales, Metrologia 40, 2003, for the clock model.
 */
final class EdgeFilter {
  /**
   * Beyond so many jitters above the floor the delay's distribution is taken to have a heavier tail
   * than an exponential.
   */
  private static final double TAIL = 3;

  /** Cluster time minus ticks minus the servo's origin, nanoseconds. */
  double phaseNanos;

  /** Its growth per tick. */
  double ratio;

  /** The delay of the path one way, without queueing, as if both ways were alike, nanoseconds. */
  double floorNanos;

  double phaseVariance;
  double phaseRatio;
  double phaseFloor;
  double ratioVariance;
  double ratioFloor;
  double floorVariance;

  /** Resets the state to these means and standard deviations, uncorrelated. */
  void start(
      double phaseNanos,
      double phaseDeviation,
      double ratio,
      double ratioDeviation,
      double floorNanos,
      double floorDeviation) {
    this.phaseNanos = phaseNanos;
    this.ratio = ratio;
    this.floorNanos = floorNanos;
    phaseVariance = phaseDeviation * phaseDeviation;
    ratioVariance = ratioDeviation * ratioDeviation;
    floorVariance = floorDeviation * floorDeviation;
    phaseRatio = 0;
    phaseFloor = 0;
    ratioFloor = 0;
  }

  /** Copies another filter's whole state. */
  void copy(EdgeFilter other) {
    phaseNanos = other.phaseNanos;
    ratio = other.ratio;
    floorNanos = other.floorNanos;
    phaseVariance = other.phaseVariance;
    phaseRatio = other.phaseRatio;
    phaseFloor = other.phaseFloor;
    ratioVariance = other.ratioVariance;
    ratioFloor = other.ratioFloor;
    floorVariance = other.floorVariance;
  }

  /** Records that the path has changed: keeps phase and frequency, and resets the path. */
  void moveFloor(double nanos, double deviation) {
    floorNanos = nanos;
    floorVariance = deviation * deviation;
    phaseFloor = 0;
    ratioFloor = 0;
  }

  /**
   * Advances the state by {@code ticks} nanoseconds.
   *
   * @param wanderVariance growth of the frequency's variance per nanosecond
   * @param floorGrowth growth of the path's variance in this interval, square nanoseconds
   */
  void advance(double ticks, double wanderVariance, double floorGrowth) {
    double wandered = wanderVariance * ticks;
    phaseNanos += ratio * ticks;
    phaseVariance += ticks * (2 * phaseRatio + ticks * (ratioVariance + wandered / 3));
    phaseRatio += ticks * (ratioVariance + wandered / 2);
    phaseFloor += ticks * ratioFloor;
    ratioVariance += wandered;
    floorVariance += floorGrowth;
  }

  /**
   * Updates the state by one exchange.
   *
   * @param measuredNanos the phase that it measured
   * @param halfRttNanos half of its round trip
   * @param jitterNanos mean queueing delay one way, above 0
   * @param softVariance variance of the noise that softens the edges, square nanoseconds, above 0
   * @return logarithm of the likelihood of the exchange before it was known, up to a constant for
   *     the same jitter
   */
  double observe(
      double measuredNanos, double halfRttNanos, double jitterNanos, double softVariance) {
    double out = oneWay(-1, halfRttNanos - measuredNanos, jitterNanos, softVariance);
    return out + oneWay(1, halfRttNanos + measuredNanos, jitterNanos, softVariance);
  }

  /**
   * Updates the state by one way: {@code seen} is the path, plus or minus the phase, plus an
   * exponential delay and normal noise.
   */
  private double oneWay(int sign, double seen, double jitter, double softVariance) {
    double withPhase = sign * phaseVariance + phaseFloor;
    double withRatio = sign * phaseRatio + ratioFloor;
    double withFloor = sign * phaseFloor + floorVariance;
    double variance = sign * withPhase + withFloor + softVariance;
    double deviation = StrictMath.sqrt(variance);
    double excess = seen - (floorNanos + sign * phaseNanos);
    double mean = StrictMath.max(jitter, excess / TAIL);
    double t = excess / deviation - deviation / mean;
    double hazard = NormalTail.hazard(t);
    double slope = 1 / mean - hazard / deviation;
    phaseNanos += withPhase * slope;
    ratio += withRatio * slope;
    floorNanos += withFloor * slope;
    if (hazard > 0) {
      double curvature = NormalTail.curvature(t, hazard) / variance;
      phaseVariance -= withPhase * withPhase * curvature;
      phaseRatio -= withPhase * withRatio * curvature;
      phaseFloor -= withPhase * withFloor * curvature;
      ratioVariance -= withRatio * withRatio * curvature;
      ratioFloor -= withRatio * withFloor * curvature;
      floorVariance -= withFloor * withFloor * curvature;
    }
    double ln = variance / (2 * mean * mean) - excess / mean + NormalTail.lnCdf(t);
    return mean > jitter ? ln - StrictMath.log(mean / jitter) : ln;
  }
}
