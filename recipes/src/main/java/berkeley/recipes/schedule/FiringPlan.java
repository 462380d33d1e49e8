package berkeley.recipes.schedule;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides, at a reading of the clock, whether an action begins: when its instant has come by node
 * time, is not past by too much, and the error bound is small enough. Knows no thread. Not safe for
 * use by several threads.
 */
final class FiringPlan {

  /** How soon a clock is looked at again that is not good enough, at most. */
  private static final long AGAIN_NANOS = Duration.ofMillis(20).toNanos();

  private final SynchronizedClock clock;
  private final FiringLimits limits;
  private final long periodNanos;
  private long nextNanos;
  private boolean over;

  /**
   * Plans an action.
   *
   * @param first its first instant
   * @param period from one to the next; zero if there is only one
   */
  FiringPlan(SynchronizedClock clock, FiringLimits limits, Instant first, Duration period) {
    this.clock = clock;
    this.limits = limits;
    this.nextNanos = SynchronizedClock.toNanos(first);
    this.periodNanos = period.toNanos();
  }

  /** Returns whether there is nothing left to begin. */
  boolean isOver() {
    return over;
  }

  /**
   * Looks at the clock; lets the action begin or tells it of what it missed, at most one of the
   * two.
   *
   * @return after how many nanoseconds to look again, 0 if at once
   */
  long look(TimedAction action) {
    Optional<TimeReading> reading = reading();
    if (reading.isEmpty()) {
      return AGAIN_NANOS;
    }
    TimeReading now = reading.get();
    long late = now.timeNanos() - nextNanos;
    if (late < 0) {
      return -late;
    }
    boolean isCertain = boundNanos(now) <= limits.maxBound().toNanos();
    if (late > limits.maxLate().toNanos()) {
      miss(
          now.timeNanos(),
          isCertain ? MissedInstants.Reason.LATE : MissedInstants.Reason.UNCERTAIN,
          action);
      return 0;
    }
    if (!isCertain) {
      return Math.min(AGAIN_NANOS, limits.maxLate().toNanos() - late + 1);
    }
    Firing firing =
        new Firing(
            SynchronizedClock.toInstant(nextNanos), now.instant(), now.interval().orElseThrow());
    goOn(1);
    action.fire(firing);
    return 0;
  }

  private void miss(long now, MissedInstants.Reason reason, TimedAction action) {
    long first = nextNanos;
    long beyond = now - limits.maxLate().toNanos() - first;
    // Those that are late by no more than the limit begin.
    long count = periodNanos == 0 ? 1 : (beyond - 1) / periodNanos + 1;
    goOn(count);
    action.missed(
        new MissedInstants(
            SynchronizedClock.toInstant(first),
            SynchronizedClock.toInstant(first + (count - 1) * periodNanos),
            count,
            reason));
  }

  private void goOn(long count) {
    over |= periodNanos == 0;
    nextNanos += count * periodNanos;
  }

  /** Returns one reading of time and interval; empty while the clock has either of them not. */
  private Optional<TimeReading> reading() {
    try {
      return Optional.of(clock.now()).filter(TimeReading::hasInterval);
    } catch (DateTimeException e) {
      return Optional.empty(); // a newcomer
    }
  }

  /** Returns how far cluster time may be from node time, no more than the greatest {@code long}. */
  private static long boundNanos(TimeReading now) {
    long behind = now.timeNanos() - now.earliestNanos();
    long ahead = now.latestNanos() - now.timeNanos();
    return behind < 0 || ahead < 0 ? Long.MAX_VALUE : Math.max(behind, ahead);
  }
}
