package berkeley.bench.servo;

import berkeley.node.clock.Line;
import berkeley.node.discipline.Servo;

/**
 * A bank of two-state Kalman filters whose measurement variance comes from the round trip.
 *
 * <p>Idea: given the queueing e of an exchange, rtt less the least rtt, its error is uniform on
 * ±e/2 for exponential delays, so its variance is e²/12, plus a floor for the error of the least
 * rtt itself. Members differ in wander and in that floor, as a share of the jitter; each is
 * weighted by how well it predicts, and one that predicts badly copies the best one's state, as in
 * the bank of edge filters. Limits: an exchange counts only if both its ways were quick. It trusts
 * every sample.
 */
final class KalmanServo implements Servo {
  private static final double[] WANDER = {
    1e-10, 4.2e-10, 1.8e-9, 7.5e-9, 3.2e-8, 1.3e-7, 5.6e-7, 2.4e-6, 1e-5
  };
  private static final double[] FLOOR = {0.02, 0.06, 0.2};
  private static final int WINDOW = 512;
  private static final double LEAST_JITTER_NANOS = 10;
  private static final double FREQUENCY_DEVIATION = 250e-6;
  private static final double KEEP = 0.998;
  private static final double HOPELESS = -12;

  private final KalmanFilter[] members = new KalmanFilter[WANDER.length * FLOOR.length];
  private final double[] lnWeight = new double[members.length];
  private final DelayWindow delays = new DelayWindow(WINDOW);
  private boolean running;
  private long originNanos;
  private long lastTicks;
  private double phase;
  private double ratio;

  KalmanServo() {
    for (int i = 0; i < members.length; i++) {
      members[i] = new KalmanFilter();
    }
  }

  @Override
  public void sample(long ticksNanos, long clusterNanos, long rttNanos) {
    delays.add(rttNanos);
    if (!running) {
      running = true;
      originNanos = clusterNanos - ticksNanos;
      for (KalmanFilter member : members) {
        member.start(rttNanos / 4.0, FREQUENCY_DEVIATION);
      }
    } else {
      learn(ticksNanos - lastTicks, clusterNanos - ticksNanos - originNanos, rttNanos);
    }
    lastTicks = ticksNanos;
  }

  private void learn(double ticks, double measured, long rttNanos) {
    double jitter = StrictMath.max(LEAST_JITTER_NANOS, delays.jitter());
    double queued = rttNanos - delays.least();
    int leader = 0;
    for (int i = 0; i < members.length; i++) {
      double floor = FLOOR[i % FLOOR.length] * jitter;
      double variance = queued * queued / 12 + floor * floor;
      double wander = WANDER[i / FLOOR.length];
      lnWeight[i] = KEEP * lnWeight[i] + members[i].update(ticks, wander, measured, variance);
      leader = lnWeight[i] > lnWeight[leader] ? i : leader;
    }
    mix(leader);
  }

  private void mix(int leader) {
    double top = lnWeight[leader];
    double sum = 0;
    phase = 0;
    ratio = 0;
    for (int i = 0; i < members.length; i++) {
      lnWeight[i] -= top;
      if (lnWeight[i] < HOPELESS) {
        lnWeight[i] = HOPELESS;
        members[i].copy(members[leader]);
      }
      double weight = StrictMath.exp(lnWeight[i]);
      sum += weight;
      phase += weight * members[i].phaseNanos;
      ratio += weight * members[i].ratio;
    }
    phase /= sum;
    ratio /= sum;
  }

  @Override
  public Line estimate() {
    if (!running) {
      throw new IllegalStateException("no sample yet");
    }
    return new Line(lastTicks, lastTicks + originNanos + StrictMath.round(phase), ratio);
  }
}
