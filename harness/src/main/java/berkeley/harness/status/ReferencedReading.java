package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;
import java.util.Optional;

/**
 * A node, read between two readings of a reference node.
 *
 * @param before the reference before, empty if it did not answer
 * @param node the node, empty if it did not answer
 * @param after the reference after, empty if it did not answer
 */
public record ReferencedReading(
    Optional<NodeStatus> before, Optional<NodeStatus> node, Optional<NodeStatus> after) {

  /** Returns whether all three readings are there. */
  public boolean isComplete() {
    return before.isPresent() && node.isPresent() && after.isPresent();
  }
}
