package berkeley.slave.rmi;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.NodeRemote;
import berkeley.api.NodeStatus;
import berkeley.api.PushRemote;
import berkeley.api.RoundReport;
import berkeley.api.TimeOrder;
import berkeley.api.TimeOrderRemote;
import berkeley.master.TimeOrders;
import berkeley.master.rmi.Caller;
import berkeley.master.rmi.Residence;
import java.util.List;

/**
 * The remote object of a node: passes calls on, and decides nothing but whether the caller is who
 * it says it is. Safe for calls by several threads, as long as what it passes them to is.
 */
public class NodeServant implements ClockRemote, NodeRemote, PushRemote, TimeOrderRemote {

  /** What stands behind a node's remote object. */
  public interface Local {

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
    TimeOrders orders();
  }

  private final Local local;

  /** A servant of the given node. */
  public NodeServant(Local local) {
    this.local = local;
  }

  @Override
  public long getTime() {
    long time = local.nodeTime();
    return time - Residence.sinceMiddleNanos(System.nanoTime());
  }

  @Override
  public void adjust(Adjustment delta) {
    Caller.requireNode(delta.master());
    local.adjust(delta);
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
    Caller.requireNode(id);
    return local.push(id, readingNanos, newcomer);
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    Caller.requireOperator();
    return local.orders().setTime(changeNanos);
  }

  @Override
  public TimeOrder timeOrder() {
    return local.orders().timeOrder();
  }
}
