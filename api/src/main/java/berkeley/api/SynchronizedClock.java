package berkeley.api;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

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
   * Reads node time.
   *
   * @return nanoseconds since the Unix epoch, not below any that this clock has given before on
   *     whatever thread
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract long nanos();

  /**
   * Reads time, interval, state and mastership together.
   *
   * @return all of one instant between call and return
   * @throws DateTimeException if this node is a newcomer
   */
  public abstract TimeReading now();

  /**
   * Reads the beginning of the interval; allocates nothing.
   *
   * @return the earliest that cluster time can be now, in nanoseconds since the Unix epoch
   * @throws DateTimeException if there is no interval: see {@link #interval}
   */
  public abstract long earliestNanos();

  /**
   * Reads the end of the interval; allocates nothing.
   *
   * @return the latest that cluster time can be now, in nanoseconds since the Unix epoch
   * @throws DateTimeException if there is no interval: see {@link #interval}
   */
  public abstract long latestNanos();

  /**
   * Reads the interval that contains cluster time now. Node time lies in it too. The beginning of a
   * later interval never lies before that of an earlier one, so {@link TimeInterval#isPast} never
   * turns back.
   *
   * @return the earliest and the latest that cluster time can be
   * @throws DateTimeException if there is none: the node is a newcomer, has found its readings
   *     contradictory, or knows less than it has told before
   */
  public final TimeInterval interval() {
    return now().interval().orElseThrow(SynchronizedClock::noInterval);
  }

  /** {@return what is thrown where there is no interval; for implementations} */
  protected static DateTimeException noInterval() {
    return new DateTimeException(
        "no interval at the moment: what this clock knows contradicts what it has told; see state()");
  }

  /** {@return node time, or empty if this node is a newcomer} */
  public final Optional<Instant> tryInstant() {
    try {
      return Optional.of(instant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** {@return how far this clock can be trusted at the moment} */
  public abstract NodeState state();

  /**
   * Counts how often this process slept, was found to have stood still, or found its readings
   * contradictory: whoever holds a stamp or a lease that was taken before can tell that the time
   * between is in doubt.
   *
   * @return 0 or more; never falls while the process lives
   */
  public abstract long disruptions();

  /**
   * Waits until this clock has a cluster time to give.
   *
   * @param timeout how long to wait at most; zero or less does not wait
   * @return whether it has one now
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract boolean awaitSynchronized(Duration timeout) throws InterruptedException;

  /**
   * Waits until the interval is at most so wide that node time is within the given distance of
   * cluster time.
   *
   * @param limit the error bound wanted, above zero
   * @param timeout how long to wait at most; zero or less does not wait
   * @return whether the bound is that small now
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract boolean awaitBound(Duration limit, Duration timeout) throws InterruptedException;

  /**
   * Waits until cluster time is certainly past the given instant: until {@link #interval()} begins
   * after it. Returns as soon as that is so, also where the interval becomes narrower meanwhile.
   *
   * <p>This is the commit-wait of Spanner (OSDI 2012, section 4.2.1). If {@code s} is {@code
   * interval().latest()} and this call has returned for {@code s}, then every interval of the same
   * epoch that any node takes later has a {@code latest()} above {@code s}. A stamp from {@link
   * #instant()} has no such property: node time may lie behind cluster time.
   *
   * @param instant the instant to wait for
   * @throws DateTimeException if this node is a newcomer
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract void awaitPast(Instant instant) throws InterruptedException;

  /**
   * Waits as {@link #awaitPast(Instant)} does, for a limited time.
   *
   * @param instant the instant to wait for
   * @param timeout how long to wait at most; zero or less does not wait
   * @return whether cluster time is past it
   * @throws DateTimeException if this node is a newcomer
   * @throws InterruptedException if interrupted while waiting
   */
  public abstract boolean awaitPast(Instant instant, Duration timeout) throws InterruptedException;

  /**
   * Adds a listener for later changes of state. Listeners are called in order, on a thread that
   * does nothing else: a slow listener delays only other listeners, never the clock.
   *
   * @param listener told of each change after this call, once for each time that it was added
   */
  public abstract void addListener(ClockListener listener);

  /**
   * Removes a listener; has no effect if it was not added. A change that is being told may still
   * reach it.
   *
   * @param listener one that was added
   */
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

  /**
   * Converts nanoseconds since the Unix epoch to an instant; exact for every {@code long}.
   *
   * @param epochNanos negative before 1970
   * @return the instant, in the years 1677 to 2262
   */
  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /**
   * Converts an instant to nanoseconds since the Unix epoch; exact.
   *
   * @param instant in the years 1677 to 2262
   * @return nanoseconds, negative before 1970
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
