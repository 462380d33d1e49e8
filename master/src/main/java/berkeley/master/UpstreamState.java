package berkeley.master;

/**
 * How the time of a group depends on a master of the level above, its parent.
 *
 * <p>A group's master follows its parent as a slave does, and its own members follow it. So a vote
 * of the group does not move it, and what its members are told is its parent's statement: see
 * docs/decisions/0016-a-tree-of-groups.md.
 *
 * @param exists whether there is a level above
 * @param awaited whether the parent's first correction is still worth waiting for; no round is led
 *     meanwhile
 */
public record UpstreamState(boolean exists, boolean awaited) {

  /** The state of a master with nobody above it. */
  public static final UpstreamState NONE = new UpstreamState(false, false);
}
