package berkeley.node.clock;

import berkeley.api.environment.Ticks;
import java.util.concurrent.atomic.AtomicLong;

/** A monotonic counter, shared by all processors, on which every look costs time. */
final class AdvancingTicks implements Ticks {

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
  public long hostNanos() {
    return now.addAndGet(stepNanos);
  }
}
