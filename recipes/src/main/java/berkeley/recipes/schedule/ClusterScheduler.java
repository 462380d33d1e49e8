package berkeley.recipes.schedule;

import berkeley.api.SynchronizedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Begins actions at planned instants of node time, and so on all nodes of a cluster at once,
 * without a message between them.
 *
 * <pre>{@code
 * ClusterScheduler scheduler = ClusterScheduler.start(node.clock());
 * scheduler.at(Instant.parse("2026-12-31T23:00:00Z"), firing -> switchOver());
 * scheduler.every(Duration.ofMinutes(1), firing -> rotate());   // on the minute, everywhere
 * }</pre>
 *
 * <p><b>Contract.</b>
 *
 * <ul>
 *   <li>An action begins once for each planned instant, or is told that it missed it; never both,
 *       and never before the instant by node time.
 *   <li>{@link Firing#distance} bounds how far cluster time was from the planned instant. Two nodes
 *       began no further apart than the sum of theirs. It covers the clocks' errors and this
 *       scheduler's wake-up, not what happens inside the action before it does something.
 *   <li>All instants of {@link #every} are multiples of the period since the Unix epoch, so nodes
 *       that ask for the same period agree on them.
 * </ul>
 *
 * <p><b>Failure cases.</b> Instants that a sleep, a stop, a long action or a step forward of the
 * clock ran over begin late, if they are late by no more than {@link FiringLimits#maxLate}, and are
 * missed otherwise. While the bound is above {@link FiringLimits#maxBound}, as after a while in
 * HOLDOVER, and while the node is a newcomer, nothing begins; instants whose time runs out
 * meanwhile are missed. Missed instants of a period are told together. A node that is not running
 * misses without a word; if an action must happen once somewhere, combine this with a lease. An
 * exception of an action is handed to the uncaught handler and ends nothing.
 *
 * <p>One daemon thread; safe for use by several threads.
 */
public final class ClusterScheduler implements AutoCloseable {

  /** The clock is looked at again after so long: its rate may change, and it may step forward. */
  private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(500).toNanos();

  private final SynchronizedClock clock;
  private final FiringLimits limits;
  private final BiConsumer<TimedAction, Throwable> failed;
  private final Thread thread;

  /** Guarded by this. */
  private final List<Entry> entries = new ArrayList<>();

  /** Guarded by this. */
  private boolean closed;

  private ClusterScheduler(
      SynchronizedClock clock, FiringLimits limits, BiConsumer<TimedAction, Throwable> failed) {
    this.clock = clock;
    this.limits = limits;
    this.failed = failed;
    this.thread = new Thread(this::run, "berkeley-scheduler");
    thread.setDaemon(true);
  }

  /**
   * Starts a scheduler with {@link FiringLimits#DEFAULT}.
   *
   * @param clock the cluster's
   * @return a scheduler to close
   */
  public static ClusterScheduler start(SynchronizedClock clock) {
    return start(clock, FiringLimits.DEFAULT);
  }

  /**
   * Starts a scheduler; what its actions throw goes to their thread's uncaught handler.
   *
   * @param clock the cluster's
   * @param limits when actions may begin
   * @return a scheduler to close
   */
  public static ClusterScheduler start(SynchronizedClock clock, FiringLimits limits) {
    return start(clock, limits, ClusterScheduler::uncaught);
  }

  /**
   * Starts a scheduler.
   *
   * @param clock the cluster's
   * @param limits when actions may begin
   * @param failed is handed an action and what it threw, on the scheduler's thread
   * @return a scheduler to close
   */
  public static ClusterScheduler start(
      SynchronizedClock clock, FiringLimits limits, BiConsumer<TimedAction, Throwable> failed) {
    ClusterScheduler scheduler = new ClusterScheduler(clock, limits, failed);
    scheduler.thread.start();
    return scheduler;
  }

  private static void uncaught(TimedAction action, Throwable thrown) {
    Thread current = Thread.currentThread();
    current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
  }

  /** A planned action. */
  @FunctionalInterface
  public interface Planned {

    /** Takes it back; what has begun goes on. */
    void cancel();
  }

  /**
   * Plans an action for one instant. One that is past already begins at once or is missed, by the
   * same limits.
   *
   * @param instant of node time, in the years 1677 to 2262
   * @param action what to do then
   * @return takes it back
   * @throws ArithmeticException if the instant lies outside the years 1677 to 2262
   * @throws IllegalStateException if this scheduler is closed
   */
  public Planned at(Instant instant, TimedAction action) {
    return plan(new FiringPlan(clock, limits, instant, Duration.ZERO), action);
  }

  /**
   * Plans an action for all multiples of a period since the Unix epoch, from the next one on.
   *
   * @param period 1 ms to 365 days
   * @param action what to do at each
   * @return takes it back
   * @throws IllegalArgumentException if it is out of its range
   * @throws IllegalStateException if this scheduler is closed
   * @throws java.time.DateTimeException if the node is a newcomer
   */
  public Planned every(Duration period, TimedAction action) {
    if (period.compareTo(Duration.ofMillis(1)) < 0 || period.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("period: %s is not in 1ms..365d".formatted(period));
    }
    return plan(new FiringPlan(clock, limits, nextMultiple(period), period), action);
  }

  private Instant nextMultiple(Duration period) {
    long nanos = period.toNanos();
    return SynchronizedClock.toInstant((Math.floorDiv(clock.nanos(), nanos) + 1) * nanos);
  }

  private synchronized Planned plan(FiringPlan plan, TimedAction action) {
    if (closed) {
      throw new IllegalStateException("the scheduler is closed");
    }
    Entry entry = new Entry(plan, action);
    entries.add(entry);
    notifyAll();
    return entry;
  }

  private void run() {
    try {
      while (awaitLook()) {
        for (Entry entry : copyOfEntries()) {
          entry.look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized List<Entry> copyOfEntries() {
    entries.removeIf(Entry::isOver);
    return List.copyOf(entries);
  }

  /** Waits until an entry has to be looked at; returns false once this scheduler is closed. */
  private synchronized boolean awaitLook() throws InterruptedException {
    while (!closed) {
      long due = Long.MAX_VALUE;
      long now = System.nanoTime();
      for (Entry entry : entries) {
        due = Math.min(due, entry.isOver() ? 0 : Math.max(0, entry.lookAt - now));
      }
      if (due == 0) {
        return true;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(due, Long.MAX_VALUE / 2));
    }
    return false;
  }

  /**
   * Ends it: nothing begins any more. What has begun is waited for, unless it closes this itself.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One planned action; its plan is used by the scheduler's thread alone. */
  private final class Entry implements Planned {
    private final FiringPlan plan;
    private final TimedAction action;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** By {@link System#nanoTime}. */
    private volatile long lookAt = System.nanoTime();

    private volatile boolean over;

    Entry(FiringPlan plan, TimedAction action) {
      this.plan = plan;
      this.action = action;
    }

    boolean isOver() {
      return over || cancelled.get();
    }

    void look() {
      if (isOver() || lookAt - System.nanoTime() > 0) {
        return;
      }
      long wait = 0;
      try {
        wait = plan.look(action);
      } catch (Throwable thrown) { // the action's
        failed.accept(action, thrown);
      }
      over = plan.isOver();
      lookAt = System.nanoTime() + Math.min(wait, LONGEST_WAIT_NANOS);
    }

    @Override
    public void cancel() {
      cancelled.set(true);
      synchronized (ClusterScheduler.this) {
        entries.remove(this);
      }
    }
  }
}
