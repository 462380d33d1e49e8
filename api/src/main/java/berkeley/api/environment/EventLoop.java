package berkeley.api.environment;

/**
 * Runs the events of one node, one after another. An event that throws is logged and does not end
 * the loop. After the node's end nothing runs any more. Safe for use by several threads.
 */
public interface EventLoop {

  /**
   * Runs an event after all that were handed in before it.
   *
   * @param event what to run; must not block
   */
  void execute(Runnable event);

  /**
   * Runs an event once the node's ticks have come to a value, at once if they have passed it. It
   * may be late by any time: what ends at a tick has to be compared with the ticks as well.
   *
   * @param ticks the node's, in nanoseconds
   * @param event what to run; must not block
   * @return cancels it
   */
  Timer at(long ticks, Runnable event);

  /** An event that is still to come. */
  @FunctionalInterface
  interface Timer {

    /** Takes the event back; without effect if it has begun. */
    void cancel();
  }
}
