package berkeley.bench.servo;

import berkeley.node.discipline.Servo;
import java.util.Arrays;
import java.util.Random;

/**
 * One slave of a world, from its first exchange to the end.
 *
 * <p>Slave i of seed s draws from {@code new Random(1000 * s + i)}: one value discarded, initial
 * offset, initial frequency, the seed of its wander, then delays as they come. The master asks; the
 * correction reaches the slave one further way after the answer.
 */
final class SlaveRun {
  /** When in each second the error is taken: just before the next correction, where it is worst. */
  static final double SAMPLED_AT = 0.9;

  private static final long EPOCH = 1_700_000_000_000_000_000L;
  private static final int MARGIN_SECONDS = 200;

  private final ServoWorld world;
  private final Servo servo;
  private final Random random;
  private final WanderingOscillator master;
  private final WanderingOscillator local;
  private final SteppedClock clock = new SteppedClock();
  private final double[] delays = new double[2];
  private final double[] errors;
  private int sampled;

  SlaveRun(ServoWorld world, long seed, int slave, Servo servo) {
    this.world = world;
    this.servo = servo;
    this.random = new Random(1000L * seed + slave);
    this.errors = new double[world.lengthSeconds()];
    int seconds = world.lengthSeconds() + MARGIN_SECONDS;
    this.master = master(world, seed, seconds);
    random.nextDouble();
    double offset = 0.1e9 * (2 * random.nextDouble() - 1);
    double frequency = 50e-6 * (2 * random.nextDouble() - 1);
    Random wander = new Random(random.nextLong());
    this.local =
        WanderingOscillator.drawn(wander, offset, frequency, world, seconds, world.stepPpm());
  }

  private static WanderingOscillator master(ServoWorld world, long seed, int seconds) {
    if (!world.masterWanders()) {
      return WanderingOscillator.perfect(seconds);
    }
    Random random = new Random(1000L * seed);
    random.nextDouble();
    return WanderingOscillator.drawn(random, 0, 0, world, seconds, 0);
  }

  /**
   * Runs the slave.
   *
   * @return time shown minus master's time, nanoseconds, once a second; NaN before the first
   *     correction
   */
  double[] errors() {
    Arrays.fill(errors, Double.NaN);
    double now = 0;
    while (now < world.lengthSeconds()) {
      exchange(now);
      now += world.poll().nextAfterSeconds(random);
    }
    sampleUntil(Double.POSITIVE_INFINITY);
    return errors;
  }

  private void exchange(double asked) {
    world.network().draw(asked, random, delays);
    double read = asked + delays[0] * 1e-9;
    double back = read + delays[1] * 1e-9;
    long sent = StrictMath.round(master.nanosAt(asked));
    long rtt = StrictMath.round(master.nanosAt(back)) - sent;
    world.network().draw(asked, random, delays);
    double applied = back + delays[0] * 1e-9;
    sampleUntil(applied);
    servo.sample(StrictMath.round(local.nanosAt(read)), EPOCH + sent + rtt / 2, rtt);
    clock.correct(StrictMath.round(local.nanosAt(applied)), servo.estimate());
  }

  private void sampleUntil(double seconds) {
    for (; sampled < errors.length && sampled + SAMPLED_AT < seconds; sampled++) {
      if (clock.running()) {
        double ticks = local.nanosAt(sampled + SAMPLED_AT);
        double truth = master.nanosAt(sampled + SAMPLED_AT);
        long whole = (long) StrictMath.floor(ticks);
        long trueWhole = (long) StrictMath.floor(truth);
        double parts = (ticks - whole) - (truth - trueWhole);
        errors[sampled] = (clock.at(whole) - (EPOCH + trueWhole)) + parts;
      }
    }
  }
}
