package berkeley.master;

import berkeley.api.environment.ClockLimits;

/**
 * The interval after which one member has to be probed again.
 *
 * <p><b>Problem.</b> A clock whose frequency is known needs few corrections, and a thousand of them
 * asked each second load a master without need. Left alone for too long, its error bound becomes
 * wider than its user can accept.
 *
 * <p><b>Idea</b> (Mills's poll-adjust, RFC 5905, section 13, with a bound in place of a counter):
 * after some readings at the shortest interval, each may be twice as long as the one before, for as
 * long as the bound that the member will then report stays below the limit. A reading that is far
 * off what was predicted begins again; one that is merely poor, since a processor was busy, is soon
 * repeated, and the interval is then what it was before. A bound grows as the members' own bound
 * keepers compute it: the widths of two readings over the time between them, and what an oscillator
 * may change meanwhile.
 *
 * <p><b>Limit.</b> A member set to a less steady oscillator than its master's limits assume exceeds
 * the limit; its bound is right all the same. Not safe for use by several threads.
 */
public final class PollInterval {

  /** So many readings at the shortest interval: a servo has started and found the frequency. */
  static final int SETTLING_READINGS = 16;

  /** The rate of a member is measured over at least so long, once it has been read for as long. */
  private static final long RATE_MEASURED_OVER_NANOS = 16_000_000_000L;

  /**
   * A reading that is off by more than this share of the limit was not predicted, if its own bound
   * does not explain that.
   */
  private static final int SURPRISE_SHARE = 4;

  /** The longest interval that the limit allows is found by steps of this part. */
  private static final int STEP_DOWN = 16;

  private final ClockLimits limits;
  private int readings;
  private long firstTicks;
  private long ticks;
  private long spacing;
  private long reached;
  private long offset;
  private long bound;
  private long goodFor;

  /** Creates the interval of a member without readings, whose oscillator is within limits. */
  PollInterval(ClockLimits limits) {
    this.limits = limits;
  }

  /**
   * Records a reading.
   *
   * @param atTicks when, by the master's ticks
   * @param offsetNanos how far the member was off
   * @param boundNanos the bound that it was told with its correction
   * @param goodForNanos for how long that grows slowly
   */
  void answered(long atTicks, long offsetNanos, long boundNanos, long goodForNanos) {
    if (readings == 0) {
      firstTicks = atTicks;
      spacing = 0;
    } else {
      spacing = atTicks - ticks;
      reached = Math.max(reached, spacing);
    }
    ticks = atTicks;
    offset = NanosMath.distance(offsetNanos, 0);
    bound = boundNanos;
    goodFor = goodForNanos;
    readings++;
  }

  /** Returns whether its frequency must be known by now. */
  boolean isSettled() {
    return readings >= SETTLING_READINGS;
  }

  /** Begins again at the shortest interval: the member was silent, was moved, or has changed. */
  void restart() {
    readings = 0;
    reached = 0;
  }

  /**
   * Returns how long after its newest reading it has to be read again, in nanoseconds; 0 for as
   * soon as possible.
   */
  long nanos(RoundSpacing pace) {
    long limit = pace.boundLimit().toNanos();
    if (readings > 0 && offset - bound > limit / SURPRISE_SHARE) {
      restart();
    }
    if (!isSettled()) {
      return 0;
    }
    // A little more than twice: rounds come in whole periods, readings are not quite punctual.
    long longer = Math.max(2 * spacing + spacing / 16, reached);
    long wanted = Math.min(longer, pace.longest().toNanos());
    while (wanted > 0 && boundAfter(wanted) > limit) {
      wanted -= wanted / STEP_DOWN + 1;
    }
    return wanted;
  }

  private double boundAfter(long nanos) {
    double measuredOver =
        Math.max(1, Math.max(spacing, Math.min(ticks - firstTicks, RATE_MEASURED_OVER_NANOS)));
    double rate = 2 * limits.wanderLimitRatio() + (2.0 * bound + offset) / measuredOver;
    double good = Math.min(goodFor, nanos);
    return bound
        + good * (rate + 3 * limits.wanderGrowthPerSecond() * (good * 1e-9) / 2)
        + (nanos - good) * limits.unmeasuredRateRatio();
  }
}
