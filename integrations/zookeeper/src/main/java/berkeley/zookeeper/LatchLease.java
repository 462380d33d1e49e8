package berkeley.zookeeper;

/**
 * The lease of one mastership that the latch has given.
 *
 * <p>ZooKeeper keeps a session, and with it the latch, for the session's timeout after it has heard
 * of it. Counted from the request, by this host's ticks and with a third as a margin, no other node
 * can hold the latch in that time. Ticks go on while a process is stopped, so a process that is
 * resumed late finds its lease over before ZooKeeper's client has detected anything. A lease that
 * is over is never renewed.
 *
 * <p>Safe for use by several threads.
 */
final class LatchLease {

  private final long term;
  private long untilTicks;
  private boolean over;

  /**
   * Creates a lease that has begun.
   *
   * @param term the term of the mastership
   * @param untilTicks the ticks at which it ends, unless it is extended
   */
  LatchLease(long term, long untilTicks) {
    this.term = term;
    this.untilTicks = untilTicks;
  }

  /** Returns the term of the mastership. */
  long term() {
    return term;
  }

  /** Returns whether it holds at these ticks; once it has returned false, it always does. */
  synchronized boolean holds(long ticks) {
    over |= ticks - untilTicks >= 0;
    return !over;
  }

  /**
   * Extends it, unless it is over already.
   *
   * @param until its new end; an earlier one than before changes nothing
   * @param ticks now
   * @return whether it holds
   */
  synchronized boolean extend(long until, long ticks) {
    if (holds(ticks) && until - untilTicks > 0) {
      untilTicks = until;
    }
    return !over;
  }

  /** Ends it at once. */
  synchronized void end() {
    over = true;
  }

  /** Returns the ticks at which it ends; {@link Long#MIN_VALUE} if it is over. */
  synchronized long untilTicks() {
    return over ? Long.MIN_VALUE : untilTicks;
  }
}
