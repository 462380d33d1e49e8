package berkeley.slave.servant;

import berkeley.api.environment.Environment;
import berkeley.api.environment.EventLoop;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushRemote;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrderRemote;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import berkeley.slave.environment.LoopedNode;
import berkeley.transport.socket.CallerIdentity;
import berkeley.transport.socket.Residence;
import berkeley.transport.ticks.HostTicks;
import java.util.List;

/**
 * The remote object of a node: passes calls on, and decides nothing but whether the caller is the
 * node or operator that it must be. Safe for calls by several threads, as long as what it passes
 * them to is.
 */
public class NodeServant implements ClockRemote, NodeRemote, PushRemote, TimeOrderRemote {

  private final NodeService node;

  /** The same for what changes the node, or describes it. */
  private final NodeService local;

  /**
   * Creates the remote object of a node.
   *
   * @param node what it answers: the time on any thread, all else on its loop
   * @param loop its loop
   */
  public NodeServant(NodeService node, EventLoop loop) {
    this.node = node;
    this.local = new LoopedNode(node, loop);
  }

  /**
   * Returns the node's time in the middle of this call, as far as can be told. How far back that is
   * has to be asked before the clock is read: a thread that loses the processor in between would
   * else date its reading to before the call.
   */
  @Override
  public long getTime() {
    long back = Residence.sinceMiddleNanos(HostTicks.now());
    return node.nodeTime() - back;
  }

  @Override
  public void adjust(Adjustment delta) {
    CallerIdentity.requireNode(delta.master());
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
  public Adjustment push(PushedReading reading) {
    CallerIdentity.requireNode(reading.id());
    return local.push(reading);
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    CallerIdentity.requireOperator();
    return local.orders().setTime(changeNanos);
  }

  @Override
  public TimeOrder timeOrder() {
    return local.orders().timeOrder();
  }

  @Override
  public void roundNow() {
    CallerIdentity.requireOperator();
    local.orders().roundNow();
  }

  /** A node whose time is answered as its environment has it: for injected faults. */
  public static final class EnvironmentAnswers extends ServiceDecorator {

    private final Environment environment;

    /**
     * Stands before a node.
     *
     * @param node the node
     * @param environment turns node time into the answer
     */
    public EnvironmentAnswers(NodeService node, Environment environment) {
      super(node);
      this.environment = environment;
    }

    @Override
    public long nodeTime() {
      return environment.answer(super.nodeTime());
    }
  }
}
