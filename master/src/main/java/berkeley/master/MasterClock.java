package berkeley.master;

import berkeley.api.wire.Adjustment;

/**
 * The master's own clock: one more clock, with offset zero and bound zero, read without a call.
 *
 * <p>For the thread that leads the round.
 */
public interface MasterClock {

  /** Returns the host's ticks, see {@link berkeley.api.environment.Ticks#hostNanos}. */
  long ticks();

  /** Returns the master's node time at the given ticks, which are recent or now. */
  long timeAt(long ticks);

  /** Returns whether the master is a newcomer: its time has no authority yet and may be stepped. */
  boolean newcomer();

  /**
   * Returns how far the master's time may be from cluster time now. Zero as soon as it has led a
   * round: its time is cluster time then. Before, for a synchronised node that has just been
   * elected, its bound against the master before it. Where the group has a parent, the bound
   * against the time at the top, always.
   */
  long errorBoundNanos();

  /**
   * Returns whether another master sets this clock, and what of that concerns the members.
   *
   * @param sinceTicks the host's ticks some time ago, from which on its bounds matter
   */
  default UpstreamState upstream(long sinceTicks) {
    return UpstreamState.NONE;
  }

  /** Returns how far this clock still has to slew to its newest target; 0 when it is there. */
  default long leftNanos() {
    return 0;
  }

  /**
   * Corrects the master, as any member is corrected.
   *
   * @throws berkeley.api.wire.StaleTermException if the node has seen a newer term: the mastership
   *     is over
   */
  void adjust(Adjustment delta);
}
