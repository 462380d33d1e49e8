package berkeley.bench.servo;

/**
 * The plain two-state clock filter: phase and frequency, moved on by a random walk of the
 * frequency.
 *
 * <p>Source: L. Galleani, P. Tavella, On the Use of the Kalman Filter in Timescales, Metrologia 40,
 * 2003.
 */
final class KalmanFilter {
  /** Cluster time minus ticks minus the servo's origin, nanoseconds. */
  double phaseNanos;

  /** Its growth per tick. */
  double ratio;

  private double phaseVariance;
  private double phaseRatio;
  private double ratioVariance;

  /** Resets phase and frequency to 0, with these deviations. */
  void start(double phaseDeviation, double ratioDeviation) {
    phaseNanos = 0;
    ratio = 0;
    phaseVariance = phaseDeviation * phaseDeviation;
    phaseRatio = 0;
    ratioVariance = ratioDeviation * ratioDeviation;
  }

  /** Copies another filter's state. */
  void copy(KalmanFilter other) {
    phaseNanos = other.phaseNanos;
    ratio = other.ratio;
    phaseVariance = other.phaseVariance;
    phaseRatio = other.phaseRatio;
    ratioVariance = other.ratioVariance;
  }

  /**
   * Predicts the state and updates it by a measured phase.
   *
   * @param ticks since the measurement before, nanoseconds
   * @param wander of the frequency, ratio per square root of a second
   * @param variance of the measurement, square nanoseconds
   * @return logarithm of its likelihood before it was known, up to a constant
   */
  double update(double ticks, double wander, double measured, double variance) {
    double wandered = wander * wander * 1e-9 * ticks;
    phaseNanos += ratio * ticks;
    phaseVariance += ticks * (2 * phaseRatio + ticks * (ratioVariance + wandered / 3));
    phaseRatio += ticks * (ratioVariance + wandered / 2);
    ratioVariance += wandered;
    double total = phaseVariance + variance;
    double off = measured - phaseNanos;
    double gain = phaseVariance / total;
    double ratioGain = phaseRatio / total;
    phaseNanos += gain * off;
    ratio += ratioGain * off;
    ratioVariance -= ratioGain * phaseRatio;
    phaseRatio -= gain * phaseRatio;
    phaseVariance -= gain * phaseVariance;
    return -0.5 * (off * off / total + StrictMath.log(total));
  }
}
