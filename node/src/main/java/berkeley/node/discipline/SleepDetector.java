package berkeley.node.discipline;

import berkeley.api.environment.Ticks;
import java.util.concurrent.TimeUnit;

/**
 * Detects that this process, or its whole host, slept.
 *
 * <p><b>Problem.</b> A process that was stopped is not notified, and a host that was suspended
 * stops its monotonic counter, from which node time is derived (neither CLOCK_MONOTONIC nor
 * CLOCK_MONOTONIC_RAW on Linux counts suspension).
 *
 * <p><b>Idea.</b> A beat is expected at short intervals. If the counter has run on for much longer
 * than that between two beats, the process was stopped: whether by a signal, a collection of
 * garbage or a starved processor is all the same. Where the host tells how long it was suspended,
 * that is for how long the counter stood still, and the wall clock says nothing more. Where it does
 * not, a wall clock that has run on without the counter means either that the host was suspended or
 * that the wall clock was set; these cannot be distinguished, so the safe assumption is that it
 * slept: the state says so until the next correction, and node time itself is not touched.
 *
 * <p><b>Limits.</b> A counter that stands still without the kernel's knowledge, as that of a
 * virtual machine that was paused or a process that was restored from a checkpoint may, is noticed
 * only by the wall clock, and so not at all where suspensions are told; nor is one of less than 50
 * ms where they are not.
 *
 * <p>Not safe for use by several threads.
 */
public final class SleepDetector {

  /**
   * The least by which a wall clock must run ahead of the counter to be taken for a sleep. Less:
   * each small correction of a wall clock suspends the node until the next round. More: a counter
   * that stood still is noticed only when the master contradicts it.
   */
  private static final long STANDSTILL_NANOS = 50_000_000;

  /** A wall clock may run by one part in so many faster than the counter, however it is slewed. */
  private static final long WALL_RATES_APART = 100;

  /** What {@link Ticks#suspendedNanos} leaves out. */
  private static final long RESOLUTION_NANOS = 1_000_000;

  private final long limitNanos;
  private boolean beaten;
  private long lastTicks;
  private long lastWall;
  private long lastSuspended;
  private long missed;
  private String cause = "";

  /**
   * Creates a detector.
   *
   * @param limitNanos a beat that is later than this counts as a sleep, in nanoseconds
   */
  public SleepDetector(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * Records a beat.
   *
   * @param ticksNanos the monotonic counter, in nanoseconds
   * @param wallNanos the wall clock, nanoseconds since the Unix epoch
   * @param suspendedNanos how long the host has been suspended, as {@link Ticks#suspendedNanos} has
   *     it
   * @return whether this process or its host slept since the beat before
   */
  public boolean beat(long ticksNanos, long wallNanos, long suspendedNanos) {
    boolean slept =
        beaten
            && slept(
                ticksNanos - lastTicks,
                wallNanos - lastWall,
                suspendedNanos == Ticks.NOT_TOLD || lastSuspended == Ticks.NOT_TOLD
                    ? Ticks.NOT_TOLD
                    : suspendedNanos - lastSuspended);
    beaten = true;
    lastTicks = ticksNanos;
    lastWall = wallNanos;
    lastSuspended = suspendedNanos;
    return slept;
  }

  private boolean slept(long byTicks, long byWall, long suspended) {
    boolean told = suspended != Ticks.NOT_TOLD;
    missed = told ? 0 : Math.max(0, byWall - byTicks);
    if (byTicks < 0) {
      missed = Math.max(0, byWall) - byTicks;
      cause = "its counter fell by %d ms".formatted(millis(-byTicks));
    } else if (told && suspended > 0) {
      missed = suspended + RESOLUTION_NANOS;
      cause = "its host was suspended for %d ms".formatted(millis(suspended));
    } else if (byTicks > limitNanos) {
      cause = "this process was stopped for %d ms".formatted(millis(byTicks));
    } else if (missed > STANDSTILL_NANOS + byTicks / WALL_RATES_APART) {
      cause =
          "its host was suspended, or its wall clock set forward, by %d ms"
              .formatted(millis(missed));
    } else {
      missed = 0;
      return false;
    }
    return true;
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Returns the longest that the counter may have stood still before the newest beat. */
  public long missedNanos() {
    return missed;
  }

  /** Returns why the newest sleep was taken to be one, in words. */
  public String cause() {
    return cause;
  }
}
