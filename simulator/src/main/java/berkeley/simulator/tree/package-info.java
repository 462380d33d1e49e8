/**
 * Trees of groups with a million nodes and more: influence flows downwards only, so one group is
 * simulated after the other.
 */
@NullMarked
package berkeley.simulator.tree;

import org.jspecify.annotations.NullMarked;
