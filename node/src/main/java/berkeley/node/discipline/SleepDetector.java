package berkeley.node.discipline;

/**
 * Notices that this process, or its whole host, slept.
 *
 * <p><b>Problem.</b> A process that was stopped does not feel it, and a host that was suspended
 * stops its monotonic counter, on which node time hangs (CLOCK_MONOTONIC on Linux does not count
 * suspension).
 *
 * <p><b>Idea.</b> A beat is due at short intervals. If the counter has run on for much longer than
 * that between two beats, the process was off the processor. If it has not, but the wall clock has,
 * either the host was suspended or somebody set the wall clock; which of the two cannot be told
 * without privileges, so the careful answer is that it slept: the state says so until the next
 * correction, and node time itself is not touched.
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
   * A detector.
   *
   * @param limitNanos a beat that is later than this was slept through
   */
  public SleepDetector(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /**
   * A beat.
   *
   * @param ticksNanos the monotonic counter
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

  /** For how long the counter stood still before the newest beat, at most, by the wall clock. */
  public long missedNanos() {
    return missed;
  }
}
