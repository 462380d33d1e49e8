package berkeley.bench.contenders;

import java.util.ArrayList;
import java.util.List;

/** When rounds ended and how long they took, as their leader tells. Safe for several threads. */
final class RoundTimes {
  private final List<Long> durations = new ArrayList<>();
  private long lastTicks = System.nanoTime();
  private boolean ever;

  /** Takes note of a round that ends now. */
  synchronized void ended(long durationNanos) {
    ever = true;
    durations.add(durationNanos);
    lastTicks = System.nanoTime();
  }

  /** Forgets the rounds so far. */
  synchronized void clear() {
    durations.clear();
  }

  /** Whether there was any round since the log was made. */
  synchronized boolean tells() {
    return ever;
  }

  /** How many rounds ended. */
  synchronized int count() {
    return durations.size();
  }

  /** The longest round, in nanoseconds; 0 if there was none. */
  synchronized long longestNanos() {
    return durations.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** How long no round has ended. */
  synchronized long silenceNanos() {
    return System.nanoTime() - lastTicks;
  }
}
