package berkeley.simulator.textbook;

import berkeley.api.environment.Ticks;

/**
 * A clock that is set: to what it is told, forwards and backwards, at once. Set on its node's loop
 * alone, read by any thread.
 */
public final class SettableClock {

  private final Ticks ticks;
  private volatile long shiftNanos;

  /**
   * Starts a clock.
   *
   * @param ticks what it runs on
   * @param startNanos what it shows now, nanoseconds since the Unix epoch
   */
  public SettableClock(Ticks ticks, long startNanos) {
    this.ticks = ticks;
    this.shiftNanos = startNanos - ticks.at(ticks.hostNanos());
  }

  /** Returns what it shows now. */
  public long nanos() {
    return at(ticks.hostNanos());
  }

  /** Returns what it shows, as it is set now, when the host's counter shows the given value. */
  public long at(long hostNanos) {
    return ticks.at(hostNanos) + shiftNanos;
  }

  /** Returns the host's counter. */
  public long hostNanos() {
    return ticks.hostNanos();
  }

  /** Returns the name of the host's counter. */
  public String source() {
    return ticks.source();
  }

  /** Adds a difference. */
  public void add(long deltaNanos) {
    long moved = shiftNanos + deltaNanos;
    shiftNanos = moved;
  }

  /** Sets it. */
  public void set(long nanos) {
    shiftNanos = nanos - ticks.at(ticks.hostNanos());
  }
}
