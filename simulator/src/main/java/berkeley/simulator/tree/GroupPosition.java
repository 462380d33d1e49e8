package berkeley.simulator.tree;

import berkeley.simulator.world.RandomSource;

/**
 * A group's position in the tree.
 *
 * @param level its members' level, 1 for those of the root
 * @param index among the groups of that level, from 0
 */
record GroupPosition(int level, long index) {

  static final GroupPosition TOP = new GroupPosition(1, 0);

  /** Returns the group whose master is its member of that number, from 1. */
  GroupPosition below(int number, int branching) {
    return new GroupPosition(level + 1, index * branching + number - 1);
  }

  /** Returns the seed of its members' random values. */
  long seed(long ofTheTree) {
    RandomSource random = new RandomSource(ofTheTree);
    long levelled = random.nextLong() + level;
    return new RandomSource(levelled).nextLong() / 2_000
        + new RandomSource(index).nextLong() / 2_000;
  }
}
