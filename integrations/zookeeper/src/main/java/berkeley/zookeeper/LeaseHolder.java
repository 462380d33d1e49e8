package berkeley.zookeeper;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a node may say of its mastership at this instant: the tenure that it has, if any, and what
 * speaks against it. Whoever hears something that ends a tenure says so here at once; a tenure that
 * was about to begin when it was said does not begin. Safe for use by several threads.
 */
final class LeaseHolder {

  private final LongSupplier ticks;
  private Optional<LatchLease> tenure = Optional.empty();
  private long objections;
  private long spent;

  /** Of a node that does not lead. */
  LeaseHolder(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /** Whether the node leads now. */
  synchronized boolean holds() {
    return tenure.map(held -> held.holds(ticks.getAsLong())).orElse(false);
  }

  /** Until when it leads for certain, in the far past if it does not. */
  synchronized long untilTicks() {
    return tenure.map(LatchLease::untilTicks).orElse(Long.MIN_VALUE);
  }

  /** The tenure that it has or had, until that is dropped. */
  synchronized Optional<LatchLease> tenure() {
    return tenure;
  }

  /** How often it was objected to so far; see {@link #begin}. */
  synchronized long objections() {
    return objections;
  }

  /** A term that is known to be spent: the next one is above it. */
  synchronized long spent() {
    return spent;
  }

  /**
   * Begins a tenure.
   *
   * @param next the tenure
   * @param heard the objections as of before its term was asked for
   * @return whether it holds: not if there was another one since, or it is over already
   */
  synchronized boolean begin(LatchLease next, long heard) {
    if (objections != heard || !next.holds(ticks.getAsLong())) {
      return false;
    }
    tenure = Optional.of(next);
    return true;
  }

  /** Ends whatever holds, or is about to. */
  synchronized void object() {
    objections++;
    tenure.ifPresent(LatchLease::end);
  }

  /** Ends a tenure that is not above this term; the next one is. */
  synchronized void yieldTo(long term) {
    spent = Math.max(spent, term);
    if (tenure.map(held -> held.term() <= term).orElse(true)) {
      object();
    }
  }

  /** Forgets the tenure, which is over from now on. */
  synchronized void drop() {
    tenure.ifPresent(LatchLease::end);
    tenure = Optional.empty();
  }
}
