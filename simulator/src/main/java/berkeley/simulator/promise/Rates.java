package berkeley.simulator.promise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Promise 8: cluster time runs within its declared rate. For one life: node time runs against the
 * node's ticks within the rate that it declares, and against true time within that and what an
 * honest counter may be off. A step forward is allowed where the node has counted it.
 */
final class Rates {

  private final NodeLife life;
  private final long counterRatePpb;
  private final long declaredRatePpb;
  private final long roundingNanos;
  private final ViolationLog log;
  private final ReachableInterval againstTicks = new ReachableInterval(0);
  private final ReachableInterval againstTrueTime = new ReachableInterval(0);
  private @Nullable ClockReading last;
  private boolean lastFaulty;
  private long ratePpb;
  private long steps;

  Rates(NodeLife life, PromiseSettings settings, ViolationLog log) {
    this.life = life;
    this.log = log;
    counterRatePpb = settings.counterRatePpb();
    declaredRatePpb = settings.declaredRatePpb();
    roundingNanos = settings.roundingNanos();
  }

  /** Returns how many steps forward the node has counted while it was watched. */
  long steps() {
    return steps;
  }

  /**
   * Compares a reading with those before it.
   *
   * @param faulty whether the node's counter may be off by anything
   */
  void check(ClockReading reading, boolean faulty) {
    if (!reading.hasTime() || reading.state() == ClockState.NEWCOMER) {
      return;
    }
    log.checked(Promise.RATES);
    long declared = declaredBy(reading);
    ClockReading before = last;
    if (before == null) {
      begin(reading, faulty, declared);
    } else if (reading.ticksNanos() >= before.ticksNanos()) {
      compare(before, reading, faulty, declared);
    } else if (reading.beforeNanos() >= before.afterNanos()) {
      begin(reading, faulty, declared);
    }
  }

  private long declaredBy(ClockReading reading) {
    long declared = reading.rateLimitPpb();
    if (declared < 0 || declared > declaredRatePpb) {
      log.report(
          Promise.RATES,
          "declared",
          reading.afterNanos(),
          List.of(life),
          "%s declares a limit of %d ppb for its rate, allowed is 0 to %d",
          life,
          declared,
          declaredRatePpb);
    }
    return Math.max(0, Math.min(declared, declaredRatePpb));
  }

  private void compare(ClockReading before, ClockReading reading, boolean faulty, long declared) {
    if (declared != ratePpb) {
      begin(before, lastFaulty, Math.max(declared, ratePpb));
    }
    long ticks = reading.ticksNanos();
    boolean stepped = reading.steps() > before.steps();
    boolean kept =
        fits(againstTicks, "ticks", reading, ticks, ticks, stepped)
            && (faulty
                || fits(
                    againstTrueTime,
                    "true time",
                    reading,
                    reading.beforeNanos(),
                    reading.afterNanos(),
                    stepped));
    if (stepped) {
      steps = SaturatingMath.add(steps, SaturatingMath.subtract(reading.steps(), before.steps()));
    }
    if (!kept || stepped || declared != ratePpb) {
      begin(reading, faulty, declared);
    } else {
      take(reading, faulty);
    }
  }

  private boolean fits(
      ReachableInterval reachable,
      String what,
      ClockReading reading,
      long before,
      long after,
      boolean stepped) {
    long time = reading.timeNanos();
    long slow = reachable.missBelow(SaturatingMath.add(time, roundingNanos), before);
    long fast = reachable.missAbove(SaturatingMath.subtract(time, roundingNanos), after);
    if (slow <= 0 && (fast <= 0 || stepped)) {
      return true;
    }
    log.report(
        Promise.RATES,
        what,
        reading.afterNanos(),
        List.of(life),
        "%s gives the time %d, %d ns %s than its rate allows, which is within %d ppb of its %s",
        life,
        time,
        Math.max(slow, fast),
        slow > 0 ? "less" : "more",
        reachable.ratePpb(),
        what);
    return false;
  }

  /** Begins to compare at one reading, with a limit of rate. */
  private void begin(ClockReading reading, boolean faulty, long newRatePpb) {
    ratePpb = newRatePpb;
    againstTicks.forget(newRatePpb);
    againstTrueTime.forget(Math.min(newRatePpb + counterRatePpb, SaturatingMath.BILLION));
    take(reading, faulty);
  }

  private void take(ClockReading reading, boolean faulty) {
    last = reading;
    lastFaulty = faulty;
    long low = SaturatingMath.subtract(reading.timeNanos(), roundingNanos);
    long high = SaturatingMath.add(reading.timeNanos(), roundingNanos);
    againstTicks.raiseLow(low, reading.ticksNanos());
    againstTicks.reduceHigh(high, reading.ticksNanos());
    if (faulty) {
      againstTrueTime.forget(againstTrueTime.ratePpb());
    } else {
      againstTrueTime.raiseLow(low, reading.afterNanos());
      againstTrueTime.reduceHigh(high, reading.beforeNanos());
    }
  }

  /**
   * Compares cluster time itself with what it was before, for an observer that can compute it.
   *
   * @param lowest the lowest that it can be at the instant, after rounding
   * @param highest the highest
   */
  static void checkClusterTime(
      EpochHistory epoch, long atNanos, long lowest, long highest, ViolationLog log) {
    log.checked(Promise.RATES);
    ReachableInterval reachable = epoch.knownTime;
    long miss =
        Math.max(reachable.missBelow(highest, atNanos), reachable.missAbove(lowest, atNanos));
    if (miss > 0) {
      log.report(
          Promise.RATES,
          "cluster time of " + epoch.epoch,
          atNanos,
          List.of(),
          "cluster time of epoch %d is in [%d, %d], %d ns more or less than a rate within %d ppb"
              + " allows",
          epoch.epoch,
          lowest,
          highest,
          miss,
          reachable.ratePpb());
      reachable.forget(reachable.ratePpb());
    }
    reachable.raiseLow(lowest, atNanos);
    reachable.reduceHigh(highest, atNanos);
  }
}
