package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.StepDownRemote;
import berkeley.harness.console.CommandFailure;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The master of a cluster, and the one after it. For one thread. */
public final class LeaderFinder {

  private static final long LOOK_PERIOD_MILLIS = 100;

  private final StatusClient client;
  private final NodeStatus status;
  private final Duration limit;

  private LeaderFinder(StatusClient client, NodeStatus status, Duration limit) {
    this.client = client;
    this.status = status;
    this.limit = limit;
  }

  /**
   * Finds the master.
   *
   * @param cluster where its nodes are found
   * @param limit how long each answer is waited for
   * @throws CommandFailure if no registry answers, or nobody leads
   */
  public static LeaderFinder find(ClusterAddress cluster, Duration limit)
      throws InterruptedException {
    StatusClient client = new StatusClient(cluster, limit);
    NodeStatus status =
        client
            .surveyOfSomeRegistry()
            .leader()
            .orElseThrow(() -> CommandFailure.aimMissed("nobody leads; see berkeley status"));
    return new LeaderFinder(client, status, limit);
  }

  /** Returns what it reported when it was found. */
  public NodeStatus status() {
    return status;
  }

  /**
   * Returns its remote object, as it is in the registries now.
   *
   * @throws RemoteException if it cannot be found
   */
  public Remote remote() throws RemoteException {
    return client.find(status.id());
  }

  /**
   * Asks it to give up its mastership. If it leads no longer, nothing happens.
   *
   * @throws CommandFailure if it is a fixed master, does not answer, or takes no orders from us
   */
  public void stepDown() {
    long deadline = HostTicks.now() + limit.toNanos();
    try {
      Remote bound = remote();
      if (!(bound instanceof StepDownRemote electable)) {
        throw CommandFailure.aimMissed(
            "%s is a fixed master and cannot be stepped down; end it instead (pid %d)"
                .formatted(status.id(), status.pid()));
      }
      RemoteCall.get(deadline, status.id(), electable::stepDown);
    } catch (SecurityException e) {
      throw CommandFailure.aimMissed(e);
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s does not answer (%s); see berkeley status".formatted(status.id(), LogText.of(e)));
    }
  }

  /**
   * Waits until another node leads, in a newer term.
   *
   * @param longest how long that may take
   * @return its status, empty if there is none by then
   */
  public Optional<NodeStatus> awaitNext(Duration longest) throws InterruptedException {
    long deadline = HostTicks.now() + longest.toNanos();
    while (HostTicks.now() - deadline < 0) {
      Optional<NodeStatus> next =
          client
              .survey()
              .leader()
              .filter(now -> now.term() > status.term() && !now.id().equals(status.id()));
      if (next.isPresent()) {
        return next;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PERIOD_MILLIS);
    }
    return Optional.empty();
  }
}
