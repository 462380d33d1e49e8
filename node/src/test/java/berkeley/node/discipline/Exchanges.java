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

    /** Returns the same exchange with an answer that is off by the given nanoseconds. */
    Exchange falseBy(long nanos) {
      return new Exchange(ticks, cluster + nanos, rtt);
    }

    /** Returns the same exchange with other origins of ticks and cluster time. */
    Exchange shiftedBy(long ticksNanos, long clusterNanos) {
      return new Exchange(ticks + ticksNanos, cluster + clusterNanos, rtt);
    }
  }

  /** Creates exchanges of an oscillator that is 20 ppm fast. */
  Exchanges(long seed, double jitterNanos) {
    this(seed, jitterNanos, 20e-6);
  }

  Exchanges(long seed, double jitterNanos, double driftRatio) {
    this.random = new Random(seed);
    this.jitterNanos = jitterNanos;
    this.driftRatio = driftRatio;
  }

  /** Makes cluster time later by the given nanoseconds from now on. */
  void jump(long nanos) {
    jumped += nanos;
  }

  /** Advances time without exchanges. */
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

  /** Returns the error of a servo a second after its newest sample, in nanoseconds. */
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
