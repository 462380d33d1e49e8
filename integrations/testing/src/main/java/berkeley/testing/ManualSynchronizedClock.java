package berkeley.testing;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import berkeley.api.SynchronizedClock;
import berkeley.api.TimeReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A clock for tests: its time, its interval and its state are what the test last said.
 *
 * <pre>{@code
 * ManualSynchronizedClock clock = ManualSynchronizedClock.at(Instant.parse("2026-03-01T12:00:00Z"));
 * clock.advance(Duration.ofSeconds(5));
 * clock.setBound(Duration.ofMillis(30));
 * clock.setState(NodeState.HOLDOVER);
 * }</pre>
 *
 * <p>It keeps the contract of {@link SynchronizedClock}: its time does not go back, a newcomer has
 * none to give, and its time lies in its interval. Time stands still until it is told to move.
 * {@link #awaitPast} moves it, to the first instant at which it may return, so that code that waits
 * can be tested in one thread; after {@link #blockWaiters} it waits for another thread to move it.
 * Listeners are called by the thread that changes the state, before the change returns.
 *
 * <p>Safe for use by several threads.
 */
public final class ManualSynchronizedClock extends SynchronizedClock {

  private static final String MASTER = "test";

  private final List<ClockListener> listeners = new CopyOnWriteArrayList<>();

  // All guarded by this.
  private long nowNanos;
  private long behindNanos;
  private long aheadNanos;
  private NodeState state;
  private boolean waitersBlock;
  private long disruptions;
  private long epoch = 1;

  private ManualSynchronizedClock(Instant now, NodeState state) {
    this.nowNanos = toNanos(now);
    this.state = state;
  }

  /**
   * Creates a clock that is SYNCHRONISED, with an interval of no width.
   *
   * @param now its time, in the years 1677 to 2262
   * @return a clock that stands still
   * @throws ArithmeticException if it lies outside
   */
  public static ManualSynchronizedClock at(Instant now) {
    return new ManualSynchronizedClock(now, NodeState.SYNCHRONISED);
  }

  /**
   * Creates a newcomer's clock, which has no time to give until {@link #setState} says otherwise.
   *
   * @param now the time that it will have then, in the years 1677 to 2262
   * @return a clock that throws until then
   * @throws ArithmeticException if it lies outside
   */
  public static ManualSynchronizedClock newcomerAt(Instant now) {
    return new ManualSynchronizedClock(now, NodeState.NEWCOMER);
  }

  /**
   * Moves time on.
   *
   * @param by 0 or more
   * @throws IllegalArgumentException if it is negative: this clock does not go back
   */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("by: %s is negative".formatted(by));
    }
    nowNanos = Math.addExact(nowNanos, by.toNanos());
    notifyAll();
  }

  /**
   * Sets the time.
   *
   * @param now not before the present time, unless the clock is a newcomer's
   * @throws IllegalArgumentException if it is
   */
  public synchronized void setTime(Instant now) {
    long nanos = toNanos(now);
    if (nanos < nowNanos && state != NodeState.NEWCOMER) {
      throw new IllegalArgumentException(
          "now: %s is before %s, and a synchronised clock does not go back"
              .formatted(now, toInstant(nowNanos)));
    }
    nowNanos = nanos;
    notifyAll();
  }

  /**
   * Sets how far cluster time may be from this clock's, to both sides.
   *
   * @param bound 0 or more
   */
  public void setBound(Duration bound) {
    setBounds(bound, bound);
  }

  /**
   * Sets how far cluster time may be from this clock's.
   *
   * @param behind by how much cluster time may lie before this clock's, 0 or more
   * @param ahead by how much it may lie after it, 0 or more
   * @throws IllegalArgumentException if one is negative
   */
  public synchronized void setBounds(Duration behind, Duration ahead) {
    if (behind.isNegative() || ahead.isNegative()) {
      throw new IllegalArgumentException(
          "behind, ahead: one of %s and %s is negative".formatted(behind, ahead));
    }
    behindNanos = behind.toNanos();
    aheadNanos = ahead.toNanos();
    notifyAll();
  }

  /**
   * Sets the state, and calls the listeners if it is another one.
   *
   * @param next how far this clock is to be trusted from now on
   */
  public void setState(NodeState next) {
    NodeState before;
    synchronized (this) {
      before = state;
      state = next;
      notifyAll();
    }
    if (before != next) {
      listeners.forEach(listener -> listener.stateChanged(before, next));
    }
  }

  /**
   * Makes {@link #awaitPast} and {@link #awaitSynchronized} wait, from now on, for another thread
   * to move this clock.
   */
  public synchronized void blockWaiters() {
    waitersBlock = true;
  }

  @Override
  public synchronized long nanos() {
    requireTime();
    return nowNanos;
  }

  @Override
  public synchronized TimeReading now() {
    requireTime();
    boolean isGiven = state != NodeState.CONTRADICTED;
    return new TimeReading(
        nowNanos,
        isGiven ? Math.subtractExact(nowNanos, behindNanos) : Long.MIN_VALUE,
        isGiven ? Math.addExact(nowNanos, aheadNanos) : Long.MIN_VALUE,
        state,
        MASTER,
        1,
        epoch,
        disruptions);
  }

  @Override
  public long earliestNanos() {
    return given().earliestNanos();
  }

  @Override
  public long latestNanos() {
    return given().latestNanos();
  }

  private TimeReading given() {
    TimeReading now = now();
    if (!now.hasInterval()) {
      throw noInterval();
    }
    return now;
  }

  @Override
  public synchronized long disruptions() {
    return disruptions;
  }

  /** Counts one more disruption, as after a sleep of the process. */
  public synchronized void disrupt() {
    disruptions++;
  }

  /**
   * Lets another epoch of cluster time begin, as after a cold start of the cluster; it is 1 before.
   *
   * @param next the number that {@link #now} tells from now on
   */
  public synchronized void setEpoch(long next) {
    epoch = next;
  }

  @Override
  public synchronized NodeState state() {
    return state;
  }

  /** Returns at once whether it has a time, unless {@link #blockWaiters} was called. */
  @Override
  public synchronized boolean awaitSynchronized(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (waitersBlock && state == NodeState.NEWCOMER && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return state != NodeState.NEWCOMER;
  }

  /** Returns at once whether the bound is so small, unless {@link #blockWaiters} was called. */
  @Override
  public synchronized boolean awaitBound(Duration limit, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (waitersBlock && !isWithin(limit) && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return isWithin(limit);
  }

  private boolean isWithin(Duration limit) {
    return state != NodeState.NEWCOMER
        && state != NodeState.CONTRADICTED
        && Math.max(behindNanos, aheadNanos) <= limit.toNanos();
  }

  /** Waits as {@link #awaitPast(Instant)} does; where waiters block, for a limited time. */
  @Override
  public synchronized boolean awaitPast(Instant instant, Duration timeout)
      throws InterruptedException {
    if (!waitersBlock) {
      awaitPast(instant);
      return true;
    }
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (!interval().isPast(instant) && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return interval().isPast(instant);
  }

  @Override
  public synchronized void awaitPast(Instant instant) throws InterruptedException {
    while (!interval().isPast(instant)) {
      if (waitersBlock) {
        wait();
      } else {
        nowNanos = Math.addExact(Math.addExact(toNanos(instant), behindNanos), 1);
      }
    }
  }

  @Override
  public void addListener(ClockListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(ClockListener listener) {
    listeners.remove(listener);
  }

  private void requireTime() {
    if (state == NodeState.NEWCOMER) {
      throw new DateTimeException("not synchronised: the test has made this a newcomer's clock");
    }
  }

  @Override
  public synchronized String toString() {
    return "ManualSynchronizedClock[%s, %s]".formatted(toInstant(nowNanos), state);
  }
}
