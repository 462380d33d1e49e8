package berkeley.bench.hostile;

import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Counts the rounds that a master prints as lines of JSON, and those that it missed: whole periods
 * without a line, apart from one for the jitter. Safe for use by several threads.
 */
final class RoundWatch implements Consumer<String> {
  private final long periodNanos;
  private long rounds;
  private long missed;
  private long longestNanos;
  private long lastTicks;

  RoundWatch(Duration period) {
    this.periodNanos = period.toNanos();
  }

  @Override
  public void accept(String line) {
    if (line.startsWith("{")) {
      seen(HostTicks.now());
    }
  }

  synchronized void seen(long ticks) {
    if (rounds++ > 0) {
      long gap = ticks - lastTicks;
      longestNanos = Math.max(longestNanos, gap);
      missed += Math.max(0, (gap - periodNanos) / periodNanos);
    }
    lastTicks = ticks;
  }

  /** Resets all counts. */
  synchronized void reset() {
    rounds = 0;
    missed = 0;
    longestNanos = 0;
  }

  synchronized long rounds() {
    return rounds;
  }

  synchronized long missed() {
    return missed;
  }

  /** Returns the longest duration between two rounds. */
  synchronized Duration longest() {
    return Duration.ofNanos(longestNanos);
  }
}
