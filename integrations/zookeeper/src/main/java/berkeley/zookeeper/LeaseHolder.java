package berkeley.zookeeper;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A node's present lease, if any, and its revocations. Events that end a lease revoke it here at
 * once; a lease that was about to begin at that time does not begin. Safe for use by several
 * threads.
 */
final class LeaseHolder {

  private final LongSupplier ticks;
  private Optional<LatchLease> lease = Optional.empty();
  private long revocations;
  private long usedTerm;

  /** Creates the holder of a node that does not lead. */
  LeaseHolder(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /** Returns whether the node leads now. */
  synchronized boolean holds() {
    return lease.map(held -> held.holds(ticks.getAsLong())).orElse(false);
  }

  /** Returns the ticks at which its lease ends; {@link Long#MIN_VALUE} if it does not lead. */
  synchronized long untilTicks() {
    return lease.map(LatchLease::untilTicks).orElse(Long.MIN_VALUE);
  }

  /** Returns the present lease, even if it is over, until it is dropped. */
  synchronized Optional<LatchLease> lease() {
    return lease;
  }

  /** Returns the number of revocations so far; see {@link #begin}. */
  synchronized long revocations() {
    return revocations;
  }

  /** Returns the highest term that is known to be used: the next one is above it. */
  synchronized long usedTerm() {
    return usedTerm;
  }

  /**
   * Begins a lease.
   *
   * @param next the lease
   * @param before the number of revocations before its term was requested
   * @return whether it holds: false if there was a revocation since, or if it is over already
   */
  synchronized boolean begin(LatchLease next, long before) {
    if (revocations != before || !next.holds(ticks.getAsLong())) {
      return false;
    }
    lease = Optional.of(next);
    return true;
  }

  /** Ends the present lease, and one that is about to begin. */
  synchronized void revoke() {
    revocations++;
    lease.ifPresent(LatchLease::end);
  }

  /** Ends the lease unless its term is above the given one; the next term will be. */
  synchronized void yieldTo(long term) {
    usedTerm = Math.max(usedTerm, term);
    if (lease.map(held -> held.term() <= term).orElse(true)) {
      revoke();
    }
  }

  /** Ends and drops the lease. */
  synchronized void drop() {
    lease.ifPresent(LatchLease::end);
    lease = Optional.empty();
  }
}
