package berkeley.simulator.promise;

import java.util.List;
import java.util.OptionalLong;

/**
 * Promise 3, for one life: node time never goes back, no interval's earliest lies below an earlier
 * one's, and an instant that was past stays past.
 *
 * <p>Compared are observations of which one surely followed the other: it began when the other had
 * ended. What a newcomer gives as time is not shown to anybody and may go back.
 */
final class MonotonicityCheck {

  private final NodeLife life;
  private final ViolationLog log;
  private final PrecedingMaximum times = new PrecedingMaximum();
  private final PrecedingMaximum floors = new PrecedingMaximum();

  MonotonicityCheck(NodeLife life, ViolationLog log) {
    this.life = life;
    this.log = log;
  }

  /** Compares a reading with those before it. */
  void check(ClockReading reading) {
    long before = reading.beforeNanos();
    long after = reading.afterNanos();
    if (reading.hasTime() && reading.state() != ClockState.NEWCOMER) {
      log.checked(Promise.MONOTONICITY);
      rises(times, "time", before, after, reading.timeNanos());
      times.add(after, reading.timeNanos(), life);
    }
    if (reading.hasInterval()) {
      log.checked(Promise.MONOTONICITY);
      rises(floors, "earliest", before, after, reading.earliestNanos());
      floors.add(after, reading.earliestNanos(), life);
    }
  }

  /** Returns the highest begin of an interval that was given before an instant, if there is one. */
  OptionalLong floorBefore(long nanos) {
    int at = floors.find(nanos);
    return at >= 0 ? OptionalLong.of(floors.value(at)) : OptionalLong.empty();
  }

  private void rises(PrecedingMaximum seen, String what, long before, long after, long value) {
    int at = seen.find(before);
    if (at >= 0 && seen.value(at) > value) {
      log.report(
          Promise.MONOTONICITY,
          what,
          after,
          List.of(life),
          "%s gives %d as its %s, %d ns less than %d ns before",
          life,
          value,
          what,
          SaturatingMath.subtract(seen.value(at), value),
          SaturatingMath.subtract(after, seen.instant(at)));
      seen.clear();
    }
  }

  /** Compares an answer of isPast with the readings and the answers before it. */
  void check(Observation.IsPastAnswer answer) {
    log.checked(Promise.MONOTONICITY);
    long instant = answer.instantNanos();
    if (answer.past()) {
      floors.add(answer.afterNanos(), SaturatingMath.add(instant, 1), life);
      return;
    }
    int at = floors.find(answer.beforeNanos());
    if (at >= 0 && floors.value(at) > instant) {
      log.report(
          Promise.MONOTONICITY,
          "isPast",
          answer.afterNanos(),
          List.of(life),
          "%s says that %d is not past, and %d ns before that cluster time was at least %d",
          life,
          instant,
          SaturatingMath.subtract(answer.afterNanos(), floors.instant(at)),
          floors.value(at));
      floors.clear();
    }
  }
}
