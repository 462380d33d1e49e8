package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;

/**
 * A node's status, read between two readings of this host's ticks.
 *
 * @param status what the node reported
 * @param sentTicks just before the call
 * @param receivedTicks just after it
 */
public record StatusReading(NodeStatus status, long sentTicks, long receivedTicks) {

  /**
   * Returns whether the node's ticks lie inside the call, so that it counts on this host's counter.
   */
  public boolean isOnThisHost() {
    long ticks = status.reading().ticksNanos();
    return ticks - sentTicks >= 0 && ticks - receivedTicks <= 0;
  }

  /** Returns the nanoseconds since the node's newest correction; null before its first. */
  public static Long sinceAdjustedNanos(NodeStatus status) {
    return status.adjustments() == 0
        ? null
        : Long.valueOf(status.reading().ticksNanos() - status.lastAdjustedTicksNanos());
  }
}
