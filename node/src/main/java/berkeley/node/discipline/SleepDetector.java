package berkeley.node.discipline;

/**
 * Detects that this process, or its whole host, slept.
 *
 * <p><b>Problem.</b> A process that was stopped is not notified, and a host that was suspended
 * stops its monotonic counter, from which node time is derived (CLOCK_MONOTONIC on Linux does not
 * count suspension).
 *
 * <p><b>Idea.</b> A beat is expected at short intervals. If the counter has run on for much longer
 * than that between two beats, the process was stopped. If it has not, but the wall clock has,
 * either the host was suspended or the wall clock was set; these cannot be distinguished without
 * privileges, so the safe assumption is that it slept: the state says so until the next correction,
 * and node time itself is not touched.
 *
 * <p>Not safe for use by several threads.
 */
public final class SleepDetector {

  private final long limitNanos;
  private boolean beaten;
  private long lastTicks;
  private long lastWall;
  private long missed;

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
   * @return whether this process or its host slept since the beat before
   */
  public boolean beat(long ticksNanos, long wallNanos) {
    long byTicks = ticksNanos - lastTicks;
    long byWall = wallNanos - lastWall;
    boolean slept = beaten && (byTicks > limitNanos || byWall > limitNanos);
    missed = slept ? Math.max(0, byWall - byTicks) : 0;
    beaten = true;
    lastTicks = ticksNanos;
    lastWall = wallNanos;
    return slept;
  }

  /** Returns the longest that the counter may have stood still before the newest beat. */
  public long missedNanos() {
    return missed;
  }
}
