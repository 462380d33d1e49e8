package berkeley.launcher.settime;

import berkeley.api.environment.Probe;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrderRemote;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.status.LeaderFinder;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;

/** The master that carries out an order to set the time. For one thread. */
public final class OrderedMaster {

  private static final int SAMPLES = 8;

  private final NodeStatus master;
  private final TimeOrderRemote orders;
  private final Duration limit;

  private OrderedMaster(NodeStatus master, TimeOrderRemote orders, Duration limit) {
    this.master = master;
    this.orders = orders;
    this.limit = limit;
  }

  /**
   * Finds the master.
   *
   * @param clusterAddress where the nodes are found
   * @param limit how long each answer is waited for
   * @throws CommandFailure if no registry answers, no node leads or the master takes no orders
   */
  public static OrderedMaster find(ClusterAddress clusterAddress, Duration limit)
      throws InterruptedException {
    LeaderFinder leader = LeaderFinder.find(clusterAddress, limit);
    NodeStatus master = leader.status();
    try {
      Remote bound = leader.remote();
      if (bound instanceof TimeOrderRemote orders) {
        return new OrderedMaster(master, orders, limit);
      }
      throw CommandFailure.aimMissed(master.id() + " leads, but takes no orders");
    } catch (RemoteException e) {
      throw silent(master, e);
    }
  }

  /** Returns the master's status when it was found. */
  public NodeStatus master() {
    return master;
  }

  /**
   * Returns cluster time at a recent instant.
   *
   * @param ticks that instant, in this host's ticks
   */
  public long timeAt(long ticks) {
    try {
      long deadline = HostTicks.now() + limit.toNanos();
      Burst burst = new Burst(HostTicks::now);
      Probe best =
          Probe.quickest(burst.probe(master.id(), (ClockRemote) orders, SAMPLES, deadline));
      return best.remoteNanos() + ticks - (best.sentTicks() + best.rttNanos() / 2);
    } catch (ProbeFailedException e) {
      throw silent(master, e);
    }
  }

  /**
   * Gives the order.
   *
   * @throws CommandFailure if it is refused
   */
  public TimeOrder setTime(long changeNanos) {
    return ask(() -> orders.setTime(changeNanos));
  }

  /**
   * Returns the order and its progress.
   *
   * @throws CommandFailure if this master no longer leads
   */
  public TimeOrder timeOrder() {
    return ask(orders::timeOrder);
  }

  private TimeOrder ask(RemoteCall.Question<TimeOrder, RemoteException> question) {
    try {
      return RemoteCall.get(HostTicks.now() + limit.toNanos(), master.id(), question);
    } catch (IllegalArgumentException | IllegalStateException | SecurityException e) {
      throw CommandFailure.aimMissed(e);
    } catch (RemoteException e) {
      throw silent(master, e);
    }
  }

  private static CommandFailure silent(NodeStatus master, Exception cause) {
    return CommandFailure.aimMissed(
        "%s, master in term %d, does not answer (%s); an order under way ends with its mastership"
            .formatted(master.id(), master.term(), LogText.of(cause)));
  }
}
