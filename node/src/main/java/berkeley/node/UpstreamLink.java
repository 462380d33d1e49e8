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
 * Connects a group's master to the master of the level above, its parent: what it answers there, as
 * a slave, and what it knows of the parent.
 *
 * <p>Terms of the level above are independent of those of the group, so each level has a fence of
 * its own. Until the parent has corrected it once, the node is a newcomer on that level, whatever
 * it is in its group, and has no vote. For the node's loop, save for {@link #nodeTime}, which any
 * thread may ask.
 */
public final class UpstreamLink implements NodeService {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamLink.class);

  /** The number of bounds kept; more corrections do not arrive during one round. */
  private static final int BOUNDS_KEPT = 16;

  private final NodeCore core;
  private final String id;
  private final long waitNanos;

  private final TermFence termFence = new TermFence();

  private final Deque<MeasuredBound> bounds = new ArrayDeque<>();
  private boolean heard;
  private long epoch;
  private double slewPpm;
  private long waitingSinceTicks;

  /** The bound just before or just after a correction, whichever is larger. */
  private record MeasuredBound(long ticks, long boundNanos) {}

  /**
   * Links a node to the level above, for the times when it leads.
   *
   * @param core the node
   * @param id its name, the same on both levels
   * @param wait how long a newcomer waits for its parent before it leads without one
   */
  public UpstreamLink(NodeCore core, String id, Duration wait) {
    this.core = core;
    this.id = id;
    this.waitNanos = wait.toNanos();
    core.followParentBy(this);
  }

  /** Records that the node begins to lead. */
  void leads() {
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

  /** Checks a correction against the terms of the level above, and applies it to the clock. */
  void obey(Adjustment adjustment, NodeClock clock) {
    long termBefore = termFence.term();
    if (!termFence.accept(adjustment)) {
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
    bounds.addFirst(
        new MeasuredBound(core.ticks(), Math.max(before, clock.view().errorBoundNanos())));
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

  /** Returns the state of the link that concerns the group. */
  UpstreamState upstream(boolean newcomer, long sinceTicks, NodeClock clock) {
    boolean awaited = newcomer && !heard && core.ticks() - waitingSinceTicks < waitNanos;
    long worst = clock.view().errorBoundNanos();
    for (MeasuredBound before : bounds) {
      worst = before.ticks() - sinceTicks >= 0 ? Math.max(worst, before.boundNanos()) : worst;
    }
    return new UpstreamState(true, awaited, epoch, slewPpm, worst);
  }

  @Override
  public NodeStatus status() {
    return seenAbove(core.status());
  }

  private NodeStatus seenAbove(NodeStatus own) {
    return new NodeStatus(
        own.id(),
        own.incarnation(),
        own.pid(),
        Role.SLAVE,
        heard ? own.state() : NodeState.NEWCOMER,
        termFence.term(),
        termFence.master(),
        own.reading(),
        heard ? own.errorBoundNanos() : Long.MAX_VALUE,
        own.frequencyPpm(),
        own.slewPpm(),
        own.offsetNanos(),
        termFence.applied(),
        termFence.refused(),
        own.lastAdjustedTicksNanos(),
        own.ticksSource());
  }

  /** Returns no rounds: on the level above this node is a slave. */
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
