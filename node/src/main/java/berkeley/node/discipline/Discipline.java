package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;

/**
 * Turns corrections into courses: servo for the estimate, keeper for the bound.
 *
 * <p>Not safe for use by several threads.
 */
public final class Discipline {

  private final ClockLimits limits;
  private final Servo servo;
  private final BoundKeeper keeper;
  private boolean sampled;
  private long newestTicks;

  /** A discipline without any history, with the servo of choice. */
  public static Discipline withDefaults(ClockLimits limits) {
    return new Discipline(limits, new EdgeServo(ServoSettings.defaults()));
  }

  /** A discipline without any history. */
  public Discipline(ClockLimits limits, Servo servo) {
    this.limits = limits;
    this.servo = servo;
    this.keeper = new BoundKeeper(limits);
  }

  /**
   * Takes a correction.
   *
   * @param readingTicks local ticks of the reading from which the correction was computed
   * @param targetNanos cluster time at that reading
   * @param errorBoundNanos how far that may be off
   * @param rttNanos round trip of the exchange that measured it
   * @param clusterSlewRatio by how much cluster time may be running off its own rate, by an order
   * @return where the clock should go now
   * @throws IllegalArgumentException if the reading is not later than that of the correction before
   */
  public Course correct(
      long readingTicks,
      long targetNanos,
      long errorBoundNanos,
      long rttNanos,
      double clusterSlewRatio) {
    if (sampled && readingTicks - newestTicks <= 0) {
      throw new IllegalArgumentException(
          "reading is %d ns before that of the correction before"
              .formatted(newestTicks - readingTicks));
    }
    sampled = true;
    newestTicks = readingTicks;
    servo.sample(readingTicks, targetNanos, rttNanos);
    return courseOf(
        servo.estimate(),
        keeper.measured(
            readingTicks,
            targetNanos,
            errorBoundNanos,
            rttNanos,
            servo.estimate(),
            clusterSlewRatio));
  }

  /** A correction by a cluster time that keeps its rate. */
  public Course correct(long readingTicks, long targetNanos, long errorBoundNanos, long rttNanos) {
    return correct(readingTicks, targetNanos, errorBoundNanos, rttNanos, 0);
  }

  /** A course along the given line, at the slew rate that is allowed. */
  public Course courseOf(Line estimate, ErrorBound bound) {
    return new Course(estimate, bound, limits.maxSlewRatio(), limits.slewHorizon().toNanos());
  }

  /**
   * A course for the master's own clock, which is cluster time: no faster than half the wander
   * limit. The members' bounds rest on a cluster time whose rate changes no more than that limit,
   * and some of them may not have heard that it is being moved.
   */
  public Course masterCourseOf(Line estimate, ErrorBound bound) {
    double gentle = Math.min(limits.maxSlewPpm(), limits.wanderLimitPpm() / 2);
    return new Course(estimate, bound, gentle * 1e-6, limits.slewHorizon().toNanos());
  }

  /**
   * A course for the master's own clock under an order, of which the members have been told.
   *
   * @param slewRatio how much faster or slower it runs until it is on the line
   */
  public Course orderedCourseOf(Line estimate, double slewRatio) {
    return new Course(estimate, ErrorBound.NONE, slewRatio, limits.slewHorizon().toNanos());
  }

  /**
   * The bound of a clock that was cluster time, and may be no longer. Whoever is cluster time now
   * may have learnt its rate a moment ago, so nothing but the drift limit confines the difference.
   *
   * @param ticks until when the bound before was right
   * @param before the bound until then; it is widened, and grows from now on
   * @param doubtNanos by how much it is widened to either side
   * @param slewRatio by how much it ran off its own rate, by an order; as much again may have been
   *     done the other way
   */
  public ErrorBound boundWithoutMeasurement(
      long ticks, ErrorBound before, long doubtNanos, double slewRatio) {
    return new ErrorBound(
        ticks,
        before.lowNanos() - doubtNanos,
        before.highNanos() + doubtNanos,
        limits.driftLimitRatio() + 2 * slewRatio,
        limits.wanderGrowthPerSecond());
  }

  /**
   * The bound of a clock whose ticks may have stood still for a while: cluster time may be later by
   * as much, give or take what two clocks may differ by in that time.
   *
   * @param bound the bound as if nothing had happened
   * @param missedNanos for how long at most, by a clock whose rate is within the drift limit
   */
  public ErrorBound afterSleep(ErrorBound bound, long missedNanos) {
    double drifted = missedNanos * limits.driftLimitRatio();
    return new ErrorBound(
        bound.ticksNanos(),
        bound.lowNanos(),
        bound.highNanos() + missedNanos + (long) Math.ceil(drifted),
        bound.rateRatio(),
        bound.wanderPerSecond());
  }

  /**
   * Takes note that from now on cluster time is another clock's: earlier measurements confine it no
   * more. The servo finds out by itself.
   */
  public void restartBound() {
    keeper.restart();
  }

  /** How often a measurement could not be reconciled with the ones before; see the error bound. */
  public long contradictions() {
    return keeper.contradictions();
  }
}
