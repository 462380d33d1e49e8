package berkeley.slave.discipline;

import berkeley.slave.clock.Line;

/**
 * An alpha-beta tracker: phase from a blend of prediction and measurement, frequency from what the
 * prediction missed.
 *
 * <p>Gains fall from one (the first samples count in full) to a floor (so that it follows wander),
 * as those of a Kalman filter would for a constant ratio of wander to noise (Kalata, The tracking
 * index, IEEE Transactions on Aerospace and Electronic Systems 20(2), 1984).
 */
public final class TrackingServo implements Servo {

  private static final double LEAST_ALPHA = 0.3;
  private static final double MAX_FREQUENCY = 2e-3;

  private long samples;
  private Line estimate;

  @Override
  public void sample(long ticksNanos, long clusterNanos, long rttNanos) {
    if (samples++ == 0) {
      estimate = new Line(ticksNanos, clusterNanos, 0);
      return;
    }
    double elapsed = ticksNanos - estimate.ticksNanos();
    long predicted = estimate.at(ticksNanos);
    double missed = clusterNanos - predicted;
    double alpha = Math.max(LEAST_ALPHA, 2.0 * (2 * samples - 1) / (samples * (samples + 1.0)));
    double beta = Math.max(alpha * alpha / (2 - alpha), 6.0 / (samples * (samples + 1.0)));
    double frequency = estimate.rateRatio() + Math.min(1, beta) * missed / elapsed;
    estimate =
        new Line(
            ticksNanos,
            predicted + Math.round(Math.min(1, alpha) * missed),
            Math.max(-MAX_FREQUENCY, Math.min(MAX_FREQUENCY, frequency)));
  }

  @Override
  public Line estimate() {
    if (samples == 0) {
      throw new IllegalStateException("no sample yet");
    }
    return estimate;
  }
}
