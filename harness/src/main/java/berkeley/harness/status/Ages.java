package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;

/** How long ago things happened, by the node's own ticks. */
public final class Ages {

  private Ages() {}

  /** Nanoseconds since the node's newest correction; null before its first. */
  public static Long sinceAdjusted(NodeStatus node) {
    return node.adjustments() == 0
        ? null
        : Long.valueOf(node.reading().ticksNanos() - node.lastAdjustedTicksNanos());
  }
}
