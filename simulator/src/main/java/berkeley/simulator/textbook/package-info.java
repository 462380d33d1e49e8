/**
 * The algorithm as textbooks print it: clocks that are set, and a master that asks all, averages,
 * and moves everybody, itself included, in each round.
 *
 * <p>It shows what the textbook shows and lacks what the rest of this project is about: such clocks
 * go back, give no interval, and whoever joins moves all others. For lessons, over RMI or in
 * virtual time.
 */
@NullMarked
package berkeley.simulator.textbook;

import org.jspecify.annotations.NullMarked;
