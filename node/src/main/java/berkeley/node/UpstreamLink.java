package berkeley.node;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.master.TimeOrderHandler;
import berkeley.master.UpstreamState;
import berkeley.node.election.TermFence;
import java.time.Duration;
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

  private final NodeCore core;
  private final String id;
  private final long waitNanos;

  private final TermFence termFence = new TermFence();

  private boolean heard;
  private long waitingSinceTicks;

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
    termFence.accept(adjustment);
    clock.apply(adjustment);
    if (!heard || termBefore != adjustment.term()) {
      LOG.info(
          "following a parent node={} parent={} parent_term={} offset_ns={}",
          id,
          adjustment.master(),
          adjustment.term(),
          -adjustment.deltaNanos());
    }
    heard = true;
  }

  /** Returns the state of the link that concerns the group. */
  UpstreamState upstream(boolean newcomer) {
    return new UpstreamState(
        true, newcomer && !heard && core.ticks() - waitingSinceTicks < waitNanos);
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
        own.ticksSource(),
        own.epoch(),
        own.earliestNanos(),
        own.latestNanos(),
        own.disruptions(),
        own.bound());
  }

  /** Returns no rounds: on the level above this node is a slave. */
  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return List.of();
  }

  @Override
  public Adjustment push(PushedReading reading) {
    throw new IllegalStateException(id + " is a slave here: send your time to a master");
  }

  @Override
  public TimeOrderHandler orders() {
    throw new IllegalStateException(id + " is a slave here: give the order to a master");
  }
}
