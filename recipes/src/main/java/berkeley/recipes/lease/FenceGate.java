package berkeley.recipes.lease;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a resource does with fences: refuses what was begun under an older lease than it has seen.
 *
 * <p>A database does the same by {@code UPDATE ... WHERE fence <= ?}. The check has to be one step
 * with what it guards. Lock-free; safe for use by several threads.
 */
public final class FenceGate {

  private final AtomicLong highest;

  /** Creates a gate that has seen no fence. */
  public FenceGate() {
    this(0);
  }

  /**
   * Creates a gate.
   *
   * @param highest the highest fence that the resource has stored
   */
  public FenceGate(long highest) {
    this.highest = new AtomicLong(highest);
  }

  /**
   * Admits a fence that is not below the highest one seen, and remembers it as that.
   *
   * @param fence of the lease under which something is to be done
   * @return whether it may be done
   */
  public boolean admits(long fence) {
    return highest.accumulateAndGet(fence, Math::max) == fence;
  }

  /** {@return the highest fence seen, 0 before any} */
  public long highest() {
    return highest.get();
  }
}
