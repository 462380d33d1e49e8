/**
 * Trees of groups with a million nodes and more: influence flows downwards only, so one group is
 * simulated after the other.
 */
package berkeley.simulator.tree;
