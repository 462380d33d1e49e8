package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;

/**
 * One reading of one node.
 *
 * @param status the node's status, with its reading
 * @param offset its true offset against the master at that reading
 * @param masterState the state of the master's own clock at that time
 */
public record Sighting(NodeStatus status, TrueOffset offset, NodeState masterState) {

  /** Returns whether this is the same incarnation of the same node as in another sighting. */
  boolean isSameLifeAs(Sighting other) {
    return status.id().equals(other.status.id())
        && status.incarnation() == other.status.incarnation();
  }

  /** Returns whether the node has a cluster time. */
  boolean hasShownTime() {
    return status.state() != NodeState.NEWCOMER;
  }
}
