package berkeley.zookeeper;

/**
 * One mastership by the latch's word, and for how long it holds without another word.
 *
 * <p>The word was asked for at some tick and came later. ZooKeeper keeps a session that it has
 * heard of for the session's time limit, and with it the latch; counted from the question, by this
 * host's ticks and with a third to spare, that is a promise that nobody else holds the latch. Ticks
 * go on while a process is stopped, so one that wakes up late finds its tenure over before
 * ZooKeeper's client has noticed anything. Once over, it never comes back.
 *
 * <p>Safe for use by several threads.
 */
final class LatchLease {

  private final long term;
  private long untilTicks;
  private boolean over;

  /**
   * A tenure that has begun.
   *
   * @param untilTicks when it ends, unless it is prolonged
   */
  LatchLease(long term, long untilTicks) {
    this.term = term;
    this.untilTicks = untilTicks;
  }

  /** Its number. */
  long term() {
    return term;
  }

  /** Whether it holds at this tick; after the first no there is never a yes. */
  synchronized boolean holds(long ticks) {
    over |= ticks - untilTicks >= 0;
    return !over;
  }

  /**
   * Prolongs it, unless it is over already.
   *
   * @param until its new end; an earlier one than before changes nothing
   * @param ticks now
   * @return whether it holds
   */
  synchronized boolean prolong(long until, long ticks) {
    if (holds(ticks) && until - untilTicks > 0) {
      untilTicks = until;
    }
    return !over;
  }

  /** Ends it, whatever was promised. */
  synchronized void end() {
    over = true;
  }

  /** The ticks at which it ends, in the far past if it is over. */
  synchronized long untilTicks() {
    return over ? Long.MIN_VALUE : untilTicks;
  }
}
