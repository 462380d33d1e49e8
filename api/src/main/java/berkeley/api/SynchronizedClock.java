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
 * <p>It gives node time in nanoseconds, which never goes backwards across all threads of the
 * process, and an interval that contains cluster time. The interval bounds how far the nodes are
 * from one another, not how far they are from UTC.
 *
 * <p>A newcomer has no cluster time to give: until the first correction, every method that returns
 * a time throws {@link DateTimeException}, as the contract of {@link Clock} allows; {@link
 * #awaitSynchronized} waits for it. Reads are lock-free and wait-free, and {@link #nanos()} and
 * {@link #millis()} allocate nothing. All methods are safe for use by several threads.
 */
public abstract class SynchronizedClock extends Clock {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Creates a clock; for implementations. */
  protected SynchronizedClock() {}

  /**
   * Returns node time, in nanoseconds since the Unix epoch.
   *
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract long nanos();

  /**
   * Returns the earliest and the latest that cluster time can be now.
   *
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract TimeInterval interval();

  /** Returns how far this clock can be trusted at the moment. */
  public abstract NodeState state();

  /**
   * Waits until this clock has a cluster time to give.
   *
   * @param timeout how long to wait at most; zero or less does not wait
   * @return whether it has one now
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract boolean awaitSynchronized(Duration timeout) throws InterruptedException;

  /**
   * Waits until cluster time is certainly past the given instant: until {@link #interval()} begins
   * after it.
   *
   * <p>This is the commit-wait of Spanner (OSDI 2012, section 4.2.1). If {@code s} is {@code
   * interval().latest()} and this call has returned for {@code s}, then every interval that any
   * node takes later has a {@code latest()} above {@code s}. A stamp from {@link #instant()} has no
   * such property: node time may lie behind cluster time.
   *
   * @param instant the instant to wait for
   * @throws DateTimeException if this node is a newcomer
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract void awaitPast(Instant instant) throws InterruptedException;

  /**
   * Adds a listener for later changes of state. Listeners are called in order, on a thread that
   * does nothing else: a slow listener delays only other listeners, never the clock.
   */
  public abstract void addListener(ClockListener listener);

  /** Removes a listener; has no effect if it was not added. */
  public abstract void removeListener(ClockListener listener);

  @Override
  public final Instant instant() {
    return toInstant(nanos());
  }

  @Override
  public final long millis() {
    return Math.floorDiv(nanos(), NANOS_PER_MILLI);
  }

  /** Returns UTC; {@link #withZone} gives the same clock in another zone. */
  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    return zone.equals(getZone()) ? this : new ZonedClock(this, zone);
  }

  /** Converts nanoseconds since the Unix epoch to an instant; exact for every {@code long}. */
  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /**
   * Converts an instant to nanoseconds since the Unix epoch.
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
