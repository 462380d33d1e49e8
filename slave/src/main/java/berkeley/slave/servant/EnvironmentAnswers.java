package berkeley.slave.servant;

import berkeley.api.environment.Environment;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import berkeley.node.NodeService;
import java.util.List;

/**
 * A node that gives its time as its environment has it.
 *
 * @param local the node
 * @param environment what turns node time into the answer
 */
public record EnvironmentAnswers(NodeService local, Environment environment)
    implements NodeService {

  @Override
  public long nodeTime() {
    return environment.answer(local.nodeTime());
  }

  @Override
  public void adjust(Adjustment adjustment) {
    local.adjust(adjustment);
  }

  @Override
  public NodeStatus status() {
    return local.status();
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return local.rounds(afterTerm, afterRound);
  }

  @Override
  public Adjustment push(String id, long readingNanos, boolean newcomer) {
    return local.push(id, readingNanos, newcomer);
  }

  @Override
  public TimeOrderHandler orders() {
    return local.orders();
  }
}
