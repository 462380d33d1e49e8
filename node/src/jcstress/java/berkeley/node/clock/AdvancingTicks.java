package berkeley.node.clock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic counter, shared by all processors, on which every look costs time. */
final class AdvancingTicks implements LongSupplier {

  private final AtomicLong now;
  private final long stepNanos;

  /**
   * Starts a counter.
   *
   * @param start where it begins, nanoseconds
   * @param stepNanos by how much each look moves it
   */
  AdvancingTicks(long start, long stepNanos) {
    this.now = new AtomicLong(start);
    this.stepNanos = stepNanos;
  }

  @Override
  public long getAsLong() {
    return now.addAndGet(stepNanos);
  }
}
