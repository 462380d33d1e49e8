package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;

/**
 * One look at one node.
 *
 * @param status what the node said of itself, with its reading
 * @param offset its true offset against the master at that reading
 * @param masterState how far the master's own clock could be trusted just then
 */
public record Sighting(NodeStatus status, TrueOffset offset, NodeState masterState) {

  /** Whether this is the same life of the same node as in another sighting. */
  boolean isSameLifeAs(Sighting other) {
    return status.id().equals(other.status.id())
        && status.incarnation() == other.status.incarnation();
  }

  /** Whether the node has had a cluster time to show. */
  boolean hasShownTime() {
    return status.state() != NodeState.NEWCOMER;
  }
}
