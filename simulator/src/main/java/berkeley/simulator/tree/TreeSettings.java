package berkeley.simulator.tree;

import berkeley.simulator.scenario.Scenario;

/**
 * A tree of groups, each with the same kind of scenario.
 *
 * @param world every group's scenario; its number of slaves is not used
 * @param nodes the number of leaves, 1 to 10,000,000
 * @param levels the number of levels below the root, 1 to 5
 */
public record TreeSettings(Scenario world, int nodes, int levels) {

  private static final int MOST_IN_A_GROUP = 1_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public TreeSettings {
    require(levels >= 1 && levels <= 5, "levels: found %d, wanted 1 to 5", levels);
    require(nodes <= 10_000_000, "nodes: found %d, wanted up to 10000000", nodes);
    require(
        nodes >= 1 << levels,
        "nodes: found %d, wanted at least %d on %d levels",
        nodes,
        1 << levels,
        levels);
    require(
        branching(nodes, levels) <= MOST_IN_A_GROUP,
        "nodes: %d on %d levels are more than 1000 in a group; give more levels",
        nodes,
        levels);
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  /** Returns the largest number of groups, or leaves, below each master. */
  public int branching() {
    return branching(nodes, levels);
  }

  private static int branching(int nodes, int levels) {
    int width = 1;
    while (StrictMath.pow(width, levels) < nodes) {
      width++;
    }
    return width;
  }

  /** Returns the number of members of a group: masters of groups, or leaves. */
  int membersOf(GroupPosition place) {
    if (place.level() < levels) {
      return branching();
    }
    long groups = Math.round(StrictMath.pow(branching(), levels - 1));
    return (int) ((place.index() + 1) * nodes / groups - place.index() * nodes / groups);
  }

  /** Returns the scenario of one group. */
  Scenario scenarioOf(GroupPosition place) {
    return new Scenario(
        world.name(),
        membersOf(place),
        world.duration(),
        world.start(),
        world.master(),
        world.network(),
        world.clocks(),
        world.faults(),
        world.push());
  }
}
