package berkeley.simulator.promise;

import java.util.List;

/**
 * Promise 2: time, interval, state and mastership of one reading fit together, and the time lies in
 * the interval.
 */
final class OneReading {

  private final ViolationLog log;

  OneReading(ViolationLog log) {
    this.log = log;
  }

  /**
   * Checks one reading.
   *
   * @return whether its interval, if it has one, can be held against others
   */
  boolean check(ClockReading reading) {
    log.checked(Promise.ONE_READING);
    boolean edgesFit = checkEdges(reading);
    checkState(reading);
    return edgesFit;
  }

  private boolean checkEdges(ClockReading reading) {
    long earliest = reading.earliestNanos();
    long latest = reading.latestNanos();
    if ((earliest == ClockReading.NONE) != (latest == ClockReading.NONE)) {
      report(
          reading, "edges", "%s gives one edge of an interval without the other", reading.life());
      return false;
    }
    if (!reading.hasInterval()) {
      return true;
    }
    if (earliest > latest) {
      report(
          reading,
          "edges",
          "%s gives an interval that ends at %d, before it begins at %d",
          reading.life(),
          latest,
          earliest);
      return false;
    }
    long time = reading.timeNanos();
    if (!reading.hasTime()) {
      report(reading, "time", "%s gives an interval and no time", reading.life());
    } else if (time < earliest || time > latest) {
      report(
          reading,
          "time",
          "%s gives the time %d outside of its interval [%d, %d]",
          reading.life(),
          time,
          earliest,
          latest);
    }
    return true;
  }

  private void checkState(ClockReading reading) {
    ClockState state = reading.state();
    if (reading.hasInterval() && !state.mayGiveInterval()) {
      report(reading, "state", "%s gives an interval in state %s", reading.life(), state);
    }
    if (state.isCorrected() && reading.mastership().isNone()) {
      report(reading, "mastership", "%s is %s by no mastership", reading.life(), state);
    }
    if (state.isCorrected() && !reading.hasTime()) {
      report(reading, "state", "%s is %s and gives no time", reading.life(), state);
    }
  }

  private void report(ClockReading reading, String rule, String format, Object... values) {
    log.report(
        Promise.ONE_READING, rule, reading.afterNanos(), List.of(reading.life()), format, values);
  }
}
