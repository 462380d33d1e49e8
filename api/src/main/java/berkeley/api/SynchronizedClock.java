package berkeley.api;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock on which all nodes of a cluster agree.
 *
 * <p>Node time in nanoseconds, never backwards across all threads of the process, with an interval
 * that contains cluster time. It says how well the nodes agree among themselves, not how near they
 * are to UTC.
 *
 * <p>A newcomer has no cluster time to give: until the first correction, every method that tells a
 * time throws {@link DateTimeException}, as the contract of {@link Clock} allows; {@link
 * #awaitSynchronized} waits for it. Reads are lock-free and wait-free, and {@link #nanos()} and
 * {@link #millis()} allocate nothing. All methods are safe for use by several threads.
 */
public abstract class SynchronizedClock extends Clock {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** For implementations. */
  protected SynchronizedClock() {}

  /**
   * Node time, in nanoseconds since the Unix epoch.
   *
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract long nanos();

  /**
   * The earliest and the latest that cluster time can be now.
   *
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract TimeInterval interval();

  /** How far this clock can be trusted at the moment. */
  public abstract NodeState state();

  /**
   * Waits until this clock has a cluster time to give.
   *
   * @param timeout how long to wait at most; zero or less asks once
   * @return whether it has one now
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract boolean awaitSynchronized(Duration timeout) throws InterruptedException;

  /**
   * Waits until the given instant is past on every node: until {@link #interval()} begins after it.
   * This is the commit-wait of Spanner (OSDI 2012, section 4.2.1): an event stamped by any node
   * after this call returned is later than {@code instant}.
   *
   * @param instant what to wait for
   * @throws DateTimeException if this node is a newcomer
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract void awaitPast(Instant instant) throws InterruptedException;

  /**
   * Has the listener told of each later change of state, in order, on a thread of its own kind:
   * never on one that steers the clock, so a slow listener delays nothing but other listeners.
   */
  public abstract void addListener(ClockListener listener);

  /** Ends what {@link #addListener} began; of no effect for a listener that was never added. */
  public abstract void removeListener(ClockListener listener);

  @Override
  public final Instant instant() {
    return toInstant(nanos());
  }

  @Override
  public final long millis() {
    return Math.floorDiv(nanos(), NANOS_PER_MILLI);
  }

  /** UTC, in which node time is counted; {@link #withZone} gives the same clock in another zone. */
  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    return zone.equals(getZone()) ? this : new ZonedClock(this, zone);
  }

  /** Turns nanoseconds since the Unix epoch into an instant; exact for every {@code long}. */
  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /**
   * Turns an instant into nanoseconds since the Unix epoch.
   *
   * @throws ArithmeticException if it lies outside the years 1677 to 2262
   */
  public static long toNanos(Instant instant) {
    long seconds = instant.getEpochSecond();
    long nanos = instant.getNano();
    if (seconds < 0 && nanos > 0) {
      return Math.addExact(
          Math.multiplyExact(seconds + 1, NANOS_PER_SECOND), nanos - NANOS_PER_SECOND);
    }
    return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
  }
}
