package berkeley.node.discipline;

import java.util.Random;

/**
 * A made-up node and its master: exchanges a second apart, exponential delays, a constant drift.
 *
 * <p>Deterministic by seed, and the same bits on every JVM.
 */
final class Exchanges {
  static final long SECOND = 1_000_000_000L;
  static final long EPOCH = 1_700_000_000_000_000_000L;

  private final Random random;
  private final double jitterNanos;
  private final double driftRatio;
  private long seconds;
  private long jumped;

  /** One exchange, as {@link Servo#sample} takes it. */
  record Exchange(long ticks, long cluster, long rtt) {
    void into(Servo servo) {
      servo.sample(ticks, cluster, rtt);
    }

    /** The same, with a false answer. */
    Exchange falseBy(long nanos) {
      return new Exchange(ticks, cluster + nanos, rtt);
    }

    /** The same on a host whose counter, and in a cluster whose time, began elsewhere. */
    Exchange shiftedBy(long ticksNanos, long clusterNanos) {
      return new Exchange(ticks + ticksNanos, cluster + clusterNanos, rtt);
    }
  }

  /** An oscillator that is 20 ppm fast. */
  Exchanges(long seed, double jitterNanos) {
    this(seed, jitterNanos, 20e-6);
  }

  Exchanges(long seed, double jitterNanos, double driftRatio) {
    this.random = new Random(seed);
    this.jitterNanos = jitterNanos;
    this.driftRatio = driftRatio;
  }

  /** From now on cluster time is so much later. */
  void jump(long nanos) {
    jumped += nanos;
  }

  /** Nothing is exchanged for a while. */
  void pause(long forSeconds) {
    seconds += forSeconds;
  }

  Exchange next() {
    long out = 100_000 + queued();
    long back = 100_000 + queued();
    long read = seconds++ * SECOND + out;
    return new Exchange(ticksAt(read), clusterAt(read) + (back - out) / 2, out + back);
  }

  void into(Servo servo, int exchanges) {
    for (int i = 0; i < exchanges; i++) {
      next().into(servo);
    }
  }

  /** How far off a servo is, a second after its newest sample. */
  double errorOf(Servo servo) {
    long now = seconds * SECOND;
    return servo.estimate().at(ticksAt(now)) - clusterAt(now);
  }

  private long clusterAt(long trueNanos) {
    return EPOCH + trueNanos + jumped;
  }

  private long ticksAt(long trueNanos) {
    return trueNanos + (long) (trueNanos * driftRatio);
  }

  private long queued() {
    return (long) (-jitterNanos * StrictMath.log(1 - random.nextDouble()));
  }
}
