package berkeley.node;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import java.util.List;

/** The calls that a node's remote object passes on to the node. */
public interface NodeService {

  /** Returns node time in nanoseconds since the Unix epoch. */
  long nodeTime();

  /**
   * Applies or refuses a correction.
   *
   * @throws berkeley.api.wire.StaleTermException if it is of an older term, or of a second master
   *     in the present one
   */
  void adjust(Adjustment adjustment);

  /** Returns the node's present status. */
  NodeStatus status();

  /** Returns the newest rounds that this node has led after the given one, oldest first. */
  List<RoundReport> rounds(long afterTerm, long afterRound);

  /**
   * Takes the time that a slave has pushed, and returns its correction.
   *
   * @throws IllegalStateException if this node does not lead
   * @throws IllegalArgumentException if the reading is too old or took too long
   */
  Adjustment push(PushedReading reading);

  /**
   * Returns what takes orders to set the time.
   *
   * @throws IllegalStateException if this node does not lead
   */
  TimeOrderHandler orders();
}
