package berkeley.simulator.observation;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.simulator.promise.MasterTerm;
import berkeley.simulator.promise.NodeLife;
import berkeley.simulator.promise.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Concludes from two statuses of one life what happened between them: that a stamp became past,
 * that a lease went on, that a correction was applied.
 */
final class WatchedLife {

  /** Half of what two honest counters may be apart; for what is left of a lease. */
  private static final double DRIFT_RATIO = 100e-6;

  /** Stands for the master of a life that was first seen between two masters. */
  private static final MasterTerm NOT_SEEN = new MasterTerm(0, "not seen", 0);

  private final NodeLife life;
  private @Nullable NodeStatus last;
  private long lastNanos;
  private MasterTerm mastership = NOT_SEEN;

  private long stampEpoch;
  private long stampNanos;
  private long stampTakenNanos;

  WatchedLife(NodeLife life) {
    this.life = life;
  }

  /**
   * Returns the newest mastership that it is known to have obeyed. A status names the newest term
   * that the node has heard of, and no master while that one's is not known.
   */
  MasterTerm mastership(NodeStatus status) {
    return status.master().isEmpty()
        ? mastership
        : new MasterTerm(status.term(), status.master(), 0);
  }

  /**
   * Takes its next status.
   *
   * @param nanos true time of it
   * @param elects whether a master needs a lease
   * @param sender the life of the master that it names, if that has been seen
   * @return what happened since the one before, in its order
   */
  List<Observation> saw(NodeStatus status, long nanos, boolean elects, Optional<NodeLife> sender) {
    List<Observation> happened = new ArrayList<>();
    MasterTerm now = mastership(status);
    NodeStatus before = last;
    if (elects && holdsLease(status)) {
      happened.add(lease(before, status, nanos));
    }
    boolean corrected =
        before != null
            && status.adjustments() > before.adjustments()
            && now.equals(mastership)
            && status.role() != Role.MASTER;
    if (corrected && sender.isPresent()) {
      happened.add(
          new Observation.AdjustmentApplied(
              nanos, life, status.epoch(), now, now, sender.get(), status.adjustments()));
    }
    if (status.latestNanos() != Long.MIN_VALUE) {
      wait(status, nanos).ifPresent(happened::add);
    }
    last = status;
    lastNanos = nanos;
    mastership = now;
    return happened;
  }

  private static boolean holdsLease(NodeStatus status) {
    return status.role() == Role.MASTER && status.bound().goodForNanos() > 0;
  }

  /** It was held since the status before, as far as what was left then reaches. */
  private Observation lease(@Nullable NodeStatus before, NodeStatus now, long nanos) {
    boolean wentOn = before != null && holdsLease(before) && before.term() == now.term();
    double left = before != null ? before.bound().goodForNanos() * (1 - DRIFT_RATIO) : 0;
    long from = wentOn && nanos >= lastNanos && nanos - lastNanos <= left ? lastNanos : nanos;
    MasterTerm held = new MasterTerm(now.term(), life.node(), life.incarnation());
    return new Observation.LeaseHeld(from, nanos, life, held.electorate(), held);
  }

  /** One wait after the other: for the latest edge that the reading gave with which it began. */
  private Optional<Observation> wait(NodeStatus status, long nanos) {
    boolean begun = stampEpoch == status.epoch() && stampTakenNanos <= nanos;
    if (begun && status.earliestNanos() <= stampNanos) {
      return Optional.empty();
    }
    Optional<Observation> returned =
        begun && stampEpoch != 0
            ? Optional.of(
                new Observation.CommitWait(stampTakenNanos, nanos, life, stampEpoch, stampNanos))
            : Optional.empty();
    stampEpoch = status.epoch();
    stampNanos = status.latestNanos();
    stampTakenNanos = nanos;
    return returned;
  }
}
