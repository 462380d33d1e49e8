package berkeley.simulator.cluster;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.node.NodeService;
import java.util.List;

/**
 * A node's remote object without a wire: passes each call on to the node at once.
 *
 * @param node the node
 */
public record DirectClock(NodeService node) implements ClockRemote, NodeRemote {

  @Override
  public long getTime() {
    return node.nodeTime();
  }

  @Override
  public void adjust(Adjustment delta) {
    node.adjust(delta);
  }

  @Override
  public NodeStatus status() {
    return node.status();
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return node.rounds(afterTerm, afterRound);
  }
}
