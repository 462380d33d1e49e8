package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Line;

/**
 * Turns corrections into courses: a servo gives the estimate, a {@link BoundKeeper} the bound.
 *
 * <p>Not safe for use by several threads.
 */
public final class Discipline {

  private final ClockLimits limits;
  private final Servo servo;
  private final BoundKeeper keeper;
  private boolean sampled;
  private long newestTicks;

  /** Returns a discipline without any history, with the default servo. */
  public static Discipline withDefaults(ClockLimits limits) {
    return new Discipline(limits, new EdgeServo(ServoSettings.defaults()));
  }

  /** Creates a discipline without any history. */
  public Discipline(ClockLimits limits, Servo servo) {
    this.limits = limits;
    this.servo = servo;
    this.keeper = new BoundKeeper(limits);
  }

  /**
   * Applies a correction.
   *
   * @param readingTicks local ticks of the reading from which the correction was computed
   * @param targetNanos cluster time at that reading
   * @param errorBoundNanos the error bound of that, in nanoseconds
   * @param rttNanos round trip of the exchange that measured it, in nanoseconds
   * @param clusterSlewRatio by how much cluster time may be running off its own rate, by an order
   * @return the course that the clock should take
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

  /** Applies a correction by a cluster time that keeps its rate. */
  public Course correct(long readingTicks, long targetNanos, long errorBoundNanos, long rttNanos) {
    return correct(readingTicks, targetNanos, errorBoundNanos, rttNanos, 0);
  }

  /** Returns a course to the given line, at the allowed slew rate. */
  public Course courseOf(Line estimate, ErrorBound bound) {
    return new Course(estimate, bound, limits.maxSlewRatio(), limits.slewHorizon().toNanos());
  }

  /**
   * Returns a course for the master's own clock, which is cluster time: no faster than half the
   * wander limit. The members' bounds assume that the rate of cluster time changes no more than
   * that limit, and some members may not know that it is being moved.
   */
  public Course masterCourseOf(Line estimate, ErrorBound bound) {
    double gentle = Math.min(limits.maxSlewPpm(), limits.wanderLimitPpm() / 2);
    return new Course(estimate, bound, gentle * 1e-6, limits.slewHorizon().toNanos());
  }

  /**
   * Returns a course for the master's own clock under an order that the members know of.
   *
   * @param slewRatio how much faster or slower it runs until it is on the line
   */
  public Course orderedCourseOf(Line estimate, double slewRatio) {
    return new Course(estimate, ErrorBound.NONE, slewRatio, limits.slewHorizon().toNanos());
  }

  /**
   * Returns the bound of a clock that was cluster time, and may no longer be. The clock that is
   * cluster time now may have learnt its rate a moment ago, so only the drift limit confines the
   * difference.
   *
   * @param ticks until when the bound before was valid
   * @param before the bound until then; it is widened, and grows from now on
   * @param doubtNanos by how much it is widened on each side
   * @param slewRatio by how much it ran off its own rate, by an order; the next master may do as
   *     much in the other direction
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
   * Returns the bound of a clock whose ticks may have stood still for a while: cluster time may be
   * later by that time, plus or minus what two clocks may differ by in it.
   *
   * @param bound the bound without the sleep
   * @param missedNanos the longest that the ticks may have stood still, by a clock whose rate is
   *     within the drift limit
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
   * Drops the measurements of the bound, because from now on another clock is cluster time. The
   * servo adapts by itself.
   */
  public void restartBound() {
    keeper.restart();
  }

  /** Returns how often a measurement contradicted the ones before. */
  public long contradictions() {
    return keeper.contradictions();
  }
}
