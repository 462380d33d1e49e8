package berkeley.bench.foreign;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A host's clock, simulated so that processes of one host differ like those of several: the
 * system's time at the start, and an offset and a rate of its own from there. Based on the
 * monotonic counter. Safe for several threads.
 */
final class ForeignOscillator {
  private final long startTicks = System.nanoTime();
  private final long startNanos;
  private final double rate;
  private final AtomicLong stepped = new AtomicLong();

  /**
   * Creates a clock that starts now.
   *
   * @param offsetNanos how far it is ahead at the start
   * @param driftPpm by how much it runs fast
   */
  ForeignOscillator(long offsetNanos, double driftPpm) {
    startNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + offsetNanos;
    rate = driftPpm * 1e-6;
  }

  /** Returns its time, in nanoseconds since the Unix epoch. */
  long nanos() {
    long elapsed = System.nanoTime() - startTicks;
    return startNanos + elapsed + Math.round(elapsed * rate) + stepped.get();
  }

  /** Returns its time in whole milliseconds. */
  long millis() {
    return Math.floorDiv(nanos(), 1_000_000);
  }

  /** Steps it forward, or back when negative. */
  void step(long nanos) {
    stepped.addAndGet(nanos);
  }
}
