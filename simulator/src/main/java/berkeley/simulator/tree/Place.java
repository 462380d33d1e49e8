package berkeley.simulator.tree;

import berkeley.simulator.world.Dice;

/**
 * A group's place in the tree.
 *
 * @param level its members' level, 1 for those of the root
 * @param index among the groups of that level, from 0
 */
record Place(int level, long index) {

  static final Place TOP = new Place(1, 0);

  /** The group of its member of that number, from 1. */
  Place below(int number, int branching) {
    return new Place(level + 1, index * branching + number - 1);
  }

  /** What its members are drawn by. */
  long seed(long ofTheTree) {
    Dice dice = new Dice(ofTheTree);
    long levelled = dice.nextLong() + level;
    return new Dice(levelled).nextLong() / 2_000 + new Dice(index).nextLong() / 2_000;
  }
}
