package berkeley.node;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import java.util.List;

/** What stands behind a node's remote object. */
public interface NodeService {

  /** Node time, read as late as possible. */
  long nodeTime();

  /** Obeys or refuses a correction. */
  void adjust(Adjustment adjustment);

  /** Describes the node now. */
  NodeStatus status();

  /** Rounds led since. */
  List<RoundReport> rounds(long afterTerm, long afterRound);

  /**
   * Takes a slave's time, as the master.
   *
   * @throws IllegalStateException if this node does not lead
   */
  Adjustment push(String id, long readingNanos, boolean newcomer);

  /**
   * Who takes orders.
   *
   * @throws IllegalStateException if this node does not lead
   */
  TimeOrderHandler orders();
}
