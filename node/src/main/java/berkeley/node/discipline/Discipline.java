package berkeley.node.discipline;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Statement;
import berkeley.node.clock.Course;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.Joint;
import berkeley.node.clock.Line;
import berkeley.node.clock.Standing;

/**
 * Turns corrections into courses: a servo gives the estimate of cluster time, the statement of a
 * correction its bound.
 *
 * <p>A correction confines cluster time at its reading to the target plus or minus half the round
 * trip, whatever the delays were (F. Cristian, Probabilistic clock synchronization, Distributed
 * Computing 3, 1989). From there the interval grows by what the rates may differ. What was known
 * before, grown likewise, still holds, so the two are intersected at the tick at which the new one
 * is published (Marzullo and Owicki 1983). If they do not meet, one of the two is wrong.
 *
 * <p>Not safe for use by several threads.
 */
public final class Discipline {

  /** Some 70 years: a wider interval carries no information, and sums must not overflow. */
  private static final long WIDEST_NANOS = ErrorBound.UNBOUNDED / 4;

  /** What wanders meanwhile: the master's counter, this node's, and what a master takes back. */
  private static final int COUNTERS_AND_DECAY = 3;

  private final ClockLimits limits;
  private final Servo servo;
  private final RateKeeper rate;
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
    this.rate = new RateKeeper(limits);
  }

  /**
   * What a correction says, as a line and its bound.
   *
   * @param estimate the estimate of cluster time that follows from this and all earlier ones
   * @param bound how far cluster time is from that, by this correction alone
   */
  public record Measured(Line estimate, ErrorBound bound) {

    /** Returns the interval that both this and what was known leave at a knee, if they meet. */
    public Joined joinedAt(Joint joint) {
      long line = estimate.at(joint.ticksNanos());
      long low = line + bound.lowAt(joint.ticksNanos());
      long high = line + bound.highAt(joint.ticksNanos());
      boolean meet = joint.earliestNanos() <= high && low <= joint.latestNanos();
      long joinedLow = meet ? Math.max(low, joint.earliestNanos()) : low;
      long joinedHigh = meet ? Math.min(high, joint.latestNanos()) : high;
      return new Joined(bound.from(joint.ticksNanos(), joinedLow - line, joinedHigh - line), meet);
    }

    /** Returns what this correction alone leaves at a knee. */
    public ErrorBound aloneAt(Joint joint) {
      long knee = joint.ticksNanos();
      return bound.from(knee, bound.lowAt(knee), bound.highAt(knee));
    }
  }

  /**
   * What was known and what is new, taken together.
   *
   * @param bound of the new estimate, from the knee on
   * @param meet whether the two had a value in common; otherwise the bound is the new one alone
   */
  public record Joined(ErrorBound bound, boolean meet) {}

  /**
   * Records a correction.
   *
   * @param readingTicks local ticks of the reading from which the correction was computed
   * @param targetNanos cluster time at that reading
   * @param errorBoundNanos the error bound of that, in nanoseconds
   * @param rttNanos round trip of the exchange that measured it, in nanoseconds
   * @param said what the correction says of what follows
   * @throws IllegalArgumentException if the reading is not later than that of the correction before
   */
  public Measured correct(
      long readingTicks, long targetNanos, long errorBoundNanos, long rttNanos, Statement said) {
    if (sampled && readingTicks - newestTicks <= 0) {
      throw new IllegalArgumentException(
          "reading is %d ns before that of the correction before"
              .formatted(newestTicks - readingTicks));
    }
    sampled = true;
    newestTicks = readingTicks;
    servo.sample(readingTicks, targetNanos, rttNanos);
    Line estimate = confined(servo.estimate());
    long halfWidth = Math.min(WIDEST_NANOS, errorBoundNanos);
    double rateRatio =
        rate.measured(
            readingTicks,
            targetNanos,
            halfWidth,
            said.phase(),
            said.goodForNanos() > 0,
            estimate.rateRatio());
    long off = targetNanos - estimate.at(readingTicks);
    return new Measured(
        estimate,
        new ErrorBound(
            readingTicks,
            off - halfWidth,
            off + halfWidth,
            rateRatio,
            COUNTERS_AND_DECAY * limits.wanderGrowthPerSecond(),
            readingTicks + Math.min(ErrorBound.FOR_GOOD_NANOS, said.goodForNanos()),
            laterRate(estimate),
            0));
  }

  /**
   * Returns how far cluster time may be from what a correction said some time ago, if it ran as the
   * ticks did since.
   *
   * @param errorBoundNanos what the correction said of its own error
   * @param ageNanos how long ago, by local ticks
   */
  public long doubtAfter(long errorBoundNanos, long ageNanos) {
    return Math.min(WIDEST_NANOS, errorBoundNanos)
        + (long) Math.ceil(ageNanos * limits.unmeasuredRateRatio());
  }

  /** No noise makes a clock run at a rate that cluster time cannot have. */
  private Line confined(Line line) {
    double most = limits.unmeasuredRateRatio();
    return Math.abs(line.rateRatio()) <= most
        ? line
        : new Line(line.ticksNanos(), line.timeNanos(), Math.copySign(most, line.rateRatio()));
  }

  private double laterRate(Line line) {
    return limits.unmeasuredRateRatio() + Math.abs(line.rateRatio());
  }

  /** Returns a course to the given line, at the allowed slew rate. */
  public Course courseOf(Line estimate, ErrorBound bound, Standing standing) {
    return new Course(
        estimate, bound, limits.maxSlewRatio(), limits.slewHorizon().toNanos(), standing);
  }

  /** Returns the frequency at which a master leads that has estimated this one. */
  public double leadingFrequency(double estimated) {
    double most = ClockLimits.MAX_FREQUENCY_PPM * 1e-6;
    return Math.max(-most, Math.min(most, estimated));
  }

  /** Returns how far off the rate of this node's counter may be, as a ratio. */
  public double driftLimitRatio() {
    return limits.driftLimitRatio();
  }

  /** Returns by how much a master brings its rate back in each second, a ratio per second. */
  public double decayPerSecond() {
    return limits.wanderGrowthPerSecond();
  }

  /**
   * Returns the bound of a line whose rate was never measured.
   *
   * @param line the estimate of cluster time
   * @param ticks now
   * @param halfWidthNanos how far cluster time may be from it now
   */
  public ErrorBound unmeasured(Line line, long ticks, long halfWidthNanos) {
    long width = Math.min(WIDEST_NANOS, halfWidthNanos);
    return new ErrorBound(ticks, -width, width, laterRate(line), 0);
  }

  /**
   * Returns the bound of a master's line.
   *
   * @param line cluster time, but for the doubt; begins now
   * @param doubtNanos how far cluster time may be from the line
   * @param leaseUntilTicks the end of the master's lease, local ticks
   * @param glides whether the doubt runs to zero
   */
  public ErrorBound masterBound(Line line, long doubtNanos, long leaseUntilTicks, boolean glides) {
    return ErrorBound.ofMaster(
        line.ticksNanos(),
        Math.min(WIDEST_NANOS, doubtNanos),
        leaseUntilTicks,
        laterRate(line),
        glides ? limits.glideRatio() : 0);
  }

  /**
   * Returns the bound of a clock whose ticks may have stood still for a while: cluster time may be
   * later by that time, plus or minus what two clocks may differ by in it.
   *
   * @param joint the clock where that is published
   * @param missedNanos the longest that the ticks may have stood still, by a clock whose rate is
   *     within the drift limit
   */
  public ErrorBound afterSleep(Joint joint, long missedNanos) {
    long drifted = (long) Math.ceil(missedNanos * limits.unmeasuredRateRatio());
    return new ErrorBound(
        joint.ticksNanos(),
        joint.earliestNanos() - joint.estimateNanos(),
        joint.latestNanos() - joint.estimateNanos() + missedNanos + drifted,
        limits.unmeasuredRateRatio() + Math.abs(joint.frequencyRatio()),
        0);
  }

  /** Begins to measure anew, because this node's own counter is in doubt. */
  public void restart() {
    rate.restart();
    servo.expectJump();
  }
}
