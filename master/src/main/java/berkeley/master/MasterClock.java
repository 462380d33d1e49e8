package berkeley.master;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Statement;

/**
 * What a master measures its members against: cluster time, as its own node knows it, read without
 * a call.
 *
 * <p>For the thread that leads the round.
 */
public interface MasterClock {

  /** Returns the host's ticks, see {@link berkeley.api.environment.Ticks#hostNanos}. */
  long ticks();

  /**
   * Returns cluster time at the given ticks of the host, which are recent or now, as the node knew
   * it then: what it has learnt since does not count.
   */
  ClusterTime clusterAt(long ticks);

  /**
   * Returns the ticks of the host at which the master's own clock showed the given time, in
   * nanoseconds since the Unix epoch; any time at all, since a member may say anything.
   */
  long ticksShowing(long nodeNanos);

  /** Returns whether the master knows no cluster time yet, shown or not. */
  boolean newcomer();

  /**
   * Returns what may be said about the epoch that this node is in, without any promise of a rate;
   * also where the first segment of that epoch is yet to begin.
   */
  Statement epoch();

  /** Returns whether another master sets this clock. */
  default UpstreamState upstream() {
    return UpstreamState.NONE;
  }

  /** Returns cluster time as orders and agreements move it. */
  default MovableTime line() {
    return MovableTime.FIXED;
  }

  /**
   * Carries out what a round has agreed upon for the master itself: a newcomer begins with that
   * time, another moves cluster time by the delta at the slew of the correction.
   *
   * @throws berkeley.api.wire.StaleTermException if the node has seen a newer term: the mastership
   *     is over
   */
  void adjust(Adjustment delta);
}
