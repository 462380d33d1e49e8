package berkeley.master;

/**
 * How the time of a group depends on a master of the level above, its parent.
 *
 * <p>A group's master follows its parent as a slave does, and its own members follow it. So a vote
 * of the group does not move it, and what its members are told of their bounds is about the
 * parent's time: see docs/decisions/0016-a-tree-of-groups.md.
 *
 * @param exists whether there is a level above
 * @param awaited whether the parent's first correction is still worth waiting for; no round is led
 *     meanwhile
 * @param epoch how often the time at the top has become another clock's; older measurements confine
 *     it no more
 * @param slewPpm by how much the time at the top may be running off its own rate, by an order
 * @param worstBoundNanos the largest bound, about the time at the top, that the master's clock has
 *     had lately: the parent may have corrected it since a member was read
 */
public record UpstreamState(
    boolean exists, boolean awaited, long epoch, double slewPpm, long worstBoundNanos) {

  /** The state of a master with nobody above it. */
  public static final UpstreamState NONE = new UpstreamState(false, false, 0, 0, 0);

  /**
   * The slew that is told to a member which does not know of the epoch yet. The value hardly
   * matters: any slew of cluster time makes a member drop what it knew.
   */
  private static final double OTHER_CLOCK_PPM = 1;

  /** Returns the rate at which a member must assume that the time at the top may be moving. */
  double slewPpm(Member member) {
    return slewPpm(member.toldEpoch() >= epoch);
  }

  /**
   * Returns the rate at which a member must assume that the time at the top may be moving.
   *
   * @param told whether it knows of the epoch
   */
  public double slewPpm(boolean told) {
    return told ? slewPpm : Math.max(slewPpm, OTHER_CLOCK_PPM);
  }
}
