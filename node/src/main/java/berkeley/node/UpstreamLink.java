package berkeley.node;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import berkeley.master.UpstreamState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ties a group's master to the master of the level above: the face that it shows there, as a
 * slave, and what it knows of its parent.
 *
 * <p>Terms of the level above have nothing to do with those of the group, so they are obeyed apart
 * from each other. Until the parent has corrected it once, the node is a newcomer up there,
 * whatever it is in its group, and has no vote. Safe for use by several threads.
 */
public final class UpstreamLink implements NodeService {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLink.class);

  /** More corrections than that do not come while a round is measured. */
  private static final int BOUNDS_KEPT = 16;

  private final NodeCore core;
  private final String id;
  private final long patienceNanos;

  /** Guarded by this, as are all that follow. */
  private final TermFence obedience = new TermFence();

  private final Deque<Worst> bounds = new ArrayDeque<>();
  private boolean heard;
  private long epoch;
  private double slewPpm;
  private long waitingSinceTicks;

  /** The bound just before or after a correction, whichever is worse. */
  private record Worst(long ticks, long boundNanos) {}

  /**
   * Ties a node to the level above, for whenever it leads.
   *
   * @param core the node
   * @param id its name, there as in its group
   * @param patience for how long a newcomer waits for its parent before it leads without
   */
  public UpstreamLink(NodeCore core, String id, Duration patience) {
    this.core = core;
    this.id = id;
    this.patienceNanos = patience.toNanos();
    core.followParentBy(this);
  }

  /** Takes note that the node begins to lead. */
  synchronized void leads() {
    waitingSinceTicks = core.ticks();
  }

  @Override
  public long nodeTime() {
    return core.nodeTime();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    core.obeyParent(adjustment, this);
  }

  /** Judges a correction as the level above has it; then the clock is corrected by it. */
  synchronized void obey(Adjustment adjustment, NodeClock clock) {
    long termBefore = obedience.term();
    if (!obedience.accept(adjustment)) {
      return;
    }
    long before = clock.view().errorBoundNanos();
    boolean other = !heard || termBefore != adjustment.term();
    if (other || (adjustment.clusterSlewPpm() > 0 && slewPpm == 0)) {
      epoch++;
    }
    slewPpm = adjustment.clusterSlewPpm();
    if (other) {
      clock.applyOfAnother(adjustment);
    } else {
      clock.apply(adjustment);
    }
    bounds.addFirst(new Worst(core.ticks(), Math.max(before, clock.view().errorBoundNanos())));
    if (bounds.size() > BOUNDS_KEPT) {
      bounds.removeLast();
    }
    heard = true;
    if (other) {
      LOG.info(
          "following a parent node={} parent={} parent_term={} offset_ns={}",
          id,
          adjustment.master(),
          adjustment.term(),
          -adjustment.deltaNanos());
    }
  }

  /** What of this concerns the group, all of one moment. */
  synchronized UpstreamState upstream(boolean newcomer, long sinceTicks, NodeClock clock) {
    boolean awaited = newcomer && !heard && core.ticks() - waitingSinceTicks < patienceNanos;
    long worst = clock.view().errorBoundNanos();
    for (Worst before : bounds) {
      worst = before.ticks() - sinceTicks >= 0 ? Math.max(worst, before.boundNanos()) : worst;
    }
    return new UpstreamState(true, awaited, epoch, slewPpm, worst);
  }

  @Override
  public NodeStatus status() {
    return seenAbove(core.status()); // takes the node's lock, which comes before this one's
  }

  private synchronized NodeStatus seenAbove(NodeStatus own) {
    return new NodeStatus(
        own.id(),
        own.incarnation(),
        own.pid(),
        Role.SLAVE,
        heard ? own.state() : NodeState.NEWCOMER,
        obedience.term(),
        obedience.master(),
        own.reading(),
        heard ? own.errorBoundNanos() : Long.MAX_VALUE,
        own.frequencyPpm(),
        own.slewPpm(),
        own.offsetNanos(),
        obedience.applied(),
        obedience.refused(),
        own.lastAdjustedTicksNanos());
  }

  /** None: what it leads is its own group. */
  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return List.of();
  }

  @Override
  public Adjustment push(String sender, long readingNanos, boolean newcomer) {
    throw new IllegalStateException(id + " is a slave here: send your time to a master");
  }

  @Override
  public TimeOrderHandler orders() {
    throw new IllegalStateException(id + " is a slave here: give the order to a master");
  }
}
