package berkeley.bench.contenders;

import berkeley.transport.ticks.HostTicks;
import java.util.ArrayList;
import java.util.List;

/** When rounds ended and how long they took, as their leader reports. Safe for several threads. */
final class RoundTimes {
  private final List<Long> durations = new ArrayList<>();
  private long lastTicks = HostTicks.now();
  private boolean ever;

  /** Adds a round that ends now. */
  synchronized void ended(long durationNanos) {
    ever = true;
    durations.add(durationNanos);
    lastTicks = HostTicks.now();
  }

  /** Drops the rounds so far. */
  synchronized void clear() {
    durations.clear();
  }

  /** Returns whether there ever was a round. */
  synchronized boolean tells() {
    return ever;
  }

  /** Returns how many rounds ended. */
  synchronized int count() {
    return durations.size();
  }

  /** Returns the longest round, in nanoseconds; 0 if there was none. */
  synchronized long longestNanos() {
    return durations.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Returns the time since the newest round. */
  synchronized long silenceNanos() {
    return HostTicks.now() - lastTicks;
  }
}
