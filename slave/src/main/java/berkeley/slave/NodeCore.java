package berkeley.slave;

import berkeley.api.Adjustment;
import berkeley.api.NodeState;
import berkeley.api.NodeStatus;
import berkeley.api.Role;
import berkeley.api.RoundReport;
import berkeley.master.MasterClock;
import berkeley.master.rmi.Master;
import berkeley.slave.clock.SteeredClock.View;
import berkeley.slave.discipline.Obedience;
import berkeley.slave.rmi.NodeServant;
import java.util.List;
import java.util.Optional;

/**
 * What a node is, apart from how it is reached: its clock, whom it obeys, what it has led.
 *
 * <p>Safe for use by several threads; reading the time takes no lock.
 */
final class NodeCore implements NodeServant.Local, MasterClock {

  private static final double PPM = 1e6;

  private final String id;
  private final long incarnation;
  private final NodeClock clock;
  private final RoundHistory led = new RoundHistory();

  /** Guarded by itself. */
  private final Obedience obedience = new Obedience();

  private volatile Role role = Role.SLAVE;
  private volatile Optional<Master> mastership = Optional.empty();

  NodeCore(String id, long incarnation, NodeClock clock) {
    this.id = id;
    this.incarnation = incarnation;
    this.clock = clock;
  }

  @Override
  public long nodeTime() {
    return clock.nodeTime();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    synchronized (obedience) {
      if (!obedience.accept(adjustment)) {
        return;
      }
      if (role == Role.MASTER && adjustment.master().equals(id)) {
        clock.applyAsMaster(adjustment.deltaNanos());
      } else {
        clock.apply(adjustment);
      }
    }
  }

  @Override
  public NodeStatus status() {
    View view = clock.steered().view();
    NodeState state = clock.state();
    boolean newcomer = state == NodeState.NEWCOMER;
    synchronized (obedience) {
      return new NodeStatus(
          id,
          incarnation,
          ProcessHandle.current().pid(),
          role,
          state,
          obedience.term(),
          obedience.master(),
          view.reading(),
          newcomer ? Long.MAX_VALUE : view.errorBoundNanos(),
          view.frequencyRatio() * PPM,
          view.slewRatio() * PPM,
          clock.lastOffsetNanos(),
          obedience.applied(),
          obedience.refused(),
          clock.correctedTicks());
    }
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return led.after(afterTerm, afterRound);
  }

  @Override
  public Adjustment push(String sender, long readingNanos) {
    return mastership
        .orElseThrow(
            () -> new IllegalStateException(id + " does not lead: send your time to a master"))
        .push(sender, readingNanos);
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public long timeAt(long ticks) {
    return clock.steered().timeAtRaw(ticks);
  }

  @Override
  public boolean newcomer() {
    return clock.state() == NodeState.NEWCOMER;
  }

  /** Begins a mastership of this node. */
  void lead(Master newMastership) {
    synchronized (obedience) {
      obedience.hear(newMastership.term(), id);
      role = Role.MASTER;
      mastership = Optional.of(newMastership);
    }
  }

  /** Ends it. */
  void follow() {
    synchronized (obedience) {
      if (role == Role.MASTER) {
        role = Role.SLAVE;
        mastership = Optional.empty();
        clock.resign();
      }
    }
  }

  /** The newest term that this node has seen. */
  long term() {
    synchronized (obedience) {
      return obedience.term();
    }
  }

  void remember(RoundReport report) {
    led.add(report);
  }
}
