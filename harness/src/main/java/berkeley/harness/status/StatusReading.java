package berkeley.harness.status;

import berkeley.api.environment.Ticks;
import berkeley.api.wire.NodeStatus;
import berkeley.transport.ticks.HostTicks;
import org.jspecify.annotations.Nullable;

/**
 * A node's status, read between two readings of this host's ticks.
 *
 * @param status what the node reported
 * @param sentTicks just before the call
 * @param receivedTicks just after it
 */
public record StatusReading(NodeStatus status, long sentTicks, long receivedTicks) {

  /**
   * Returns whether the node counts by the same counter of the same host as this process: its ticks
   * are of the same source, and lie inside the call.
   */
  public boolean isOnThisHost() {
    long ticks = status.reading().ticksNanos();
    return isOfOwnSource() && ticks - sentTicks >= 0 && ticks - receivedTicks <= 0;
  }

  private boolean isOfOwnSource() {
    String own = HostTicks.counter().source();
    // Versions that do not tell their source have the platform's.
    String source =
        status.ticksSource().equals(Ticks.UNKNOWN_SOURCE)
            ? HostTicks.NANO_TIME
            : status.ticksSource();
    return source.equals(own);
  }

  /** Returns the nanoseconds since the node's newest correction; null before its first. */
  public static @Nullable Long sinceAdjustedNanos(NodeStatus status) {
    return status.adjustments() == 0
        ? null
        : Long.valueOf(status.reading().ticksNanos() - status.lastAdjustedTicksNanos());
  }
}
