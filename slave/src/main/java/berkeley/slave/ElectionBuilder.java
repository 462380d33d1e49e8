package berkeley.slave;

import berkeley.node.election.ElectionSettings;
import java.time.Duration;

/**
 * The times of the nodes' own election, and its quorum. All electable nodes of a cluster must use
 * the same values. Not safe for use by several threads.
 */
public final class ElectionBuilder {

  private final ElectionSettings.Builder settings;

  ElectionBuilder(ElectionSettings.Builder settings) {
    this.settings = settings;
  }

  /**
   * Sets how long a heartbeat binds the node that accepts it.
   *
   * @param lease one and a half periods of rounds by default, at least 500 ms; 20 ms to 1 h. Too
   *     short: a garbage collection costs a master its place; too long: a dead master is missed
   *     late
   * @return this builder
   */
  public ElectionBuilder lease(Duration lease) {
    settings.lease(lease);
    return this;
  }

  /**
   * Sets the time from one heartbeat of a master to its next.
   *
   * @param spacing a sixth of the lease by default; 1 ms to a quarter of the lease. Too short:
   *     calls for nothing; too long: two lost ones end a mastership
   * @return this builder
   */
  public ElectionBuilder heartbeat(Duration spacing) {
    settings.heartbeat(spacing);
    return this;
  }

  /**
   * Sets the random part of the wait for a silent master, which begins when the lease is over.
   *
   * @param longest half of the lease by default; 1 ms to 1 h. Too short: nodes stand at the same
   *     time and split the vote; too long: the gap between two masters grows
   * @return this builder
   */
  public ElectionBuilder timeoutSpread(Duration longest) {
    settings.timeoutSpread(longest);
    return this;
  }

  /**
   * Sets how long a member may be silent before the master takes it off the list.
   *
   * @param silence six leases by default, at least 10 s; 2 leases to 30 days. Too short: a slow
   *     node loses its vote, and a cut between hosts is taken for a death; too long: the dead count
   *     in the majority, and a start among the dead takes long
   * @return this builder
   */
  public ElectionBuilder memberExpiry(Duration silence) {
    settings.memberExpiry(silence);
    return this;
  }

  /**
   * Sets how many members must agree, themselves included.
   *
   * @param members 0 by default, the majority of the last known ones. A number below the majority
   *     lets both halves of a split network go on, each with a master; a number above the cluster's
   *     size means that there is never one
   * @return this builder
   */
  public ElectionBuilder quorum(int members) {
    settings.quorum(members);
    return this;
  }
}
