package berkeley.node;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import java.util.List;

/** What a node answers, passed on as it is; faults override some of it. */
public abstract class ServiceDecorator implements NodeService {

  private final NodeService node;

  /** Stands before a node. */
  protected ServiceDecorator(NodeService node) {
    this.node = node;
  }

  @Override
  public long nodeTime() {
    return node.nodeTime();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    node.adjust(adjustment);
  }

  @Override
  public NodeStatus status() {
    return node.status();
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return node.rounds(afterTerm, afterRound);
  }

  @Override
  public Adjustment push(PushedReading reading) {
    return node.push(reading);
  }

  @Override
  public TimeOrderHandler orders() {
    return node.orders();
  }
}
