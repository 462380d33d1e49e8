package berkeley.launcher.status;

import berkeley.api.NodeStatus;
import berkeley.api.StepDownRemote;
import berkeley.launcher.cli.CommandFailure;
import berkeley.master.rmi.OneLine;
import berkeley.master.rmi.RemoteCall;
import berkeley.master.rmi.Rendezvous;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whoever leads a cluster, to be relieved by another node. */
public final class Leader {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  private static final long LOOK_PERIOD_MILLIS = 100;

  private final Rendezvous rendezvous;
  private final Surveyor surveyor;
  private final NodeStatus status;

  private Leader(Rendezvous rendezvous, Surveyor surveyor, NodeStatus status) {
    this.rendezvous = rendezvous;
    this.surveyor = surveyor;
    this.status = status;
  }

  /**
   * Finds who leads.
   *
   * @param rendezvous where to look
   * @throws CommandFailure if no registry answers, or nobody leads
   */
  public static Leader find(Rendezvous rendezvous) throws InterruptedException {
    Surveyor surveyor = new Surveyor(rendezvous, CALL_LIMIT);
    NodeStatus status =
        surveyor
            .surveyOfSomeRegistry()
            .leader()
            .orElseThrow(() -> CommandFailure.aimMissed("nobody leads; see berkeley status"));
    return new Leader(rendezvous, surveyor, status);
  }

  /** What it said of itself when it was found. */
  public NodeStatus status() {
    return status;
  }

  /**
   * Asks it to give up its mastership. If it leads no longer, nothing needs to be done.
   *
   * @throws CommandFailure if it is a fixed master, does not answer, or takes no orders from us
   */
  public void stepDown() {
    long deadline = System.nanoTime() + CALL_LIMIT.toNanos();
    try {
      Remote bound = new Lookup(rendezvous, CALL_LIMIT).find(status.id());
      if (!(bound instanceof StepDownRemote electable)) {
        throw CommandFailure.aimMissed(
            "%s is a fixed master and cannot be stepped down; end it instead (pid %d)"
                .formatted(status.id(), status.pid()));
      }
      RemoteCall.get(deadline, status.id(), electable::stepDown);
    } catch (SecurityException e) {
      throw CommandFailure.aimMissed(e.getMessage());
    } catch (RemoteException e) {
      throw CommandFailure.aimMissed(
          "%s does not answer (%s); see berkeley status".formatted(status.id(), OneLine.of(e)));
    }
  }

  /**
   * Waits until another node leads, in a newer term.
   *
   * @return its status, empty if there is none within the limit
   */
  public Optional<NodeStatus> awaitNext(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Optional<NodeStatus> next =
          surveyor
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
