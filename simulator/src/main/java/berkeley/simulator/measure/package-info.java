/**
 * What a run was like: how accurate its clocks were, and whether they kept the four invariants.
 * Knows the truth, which no node does.
 */
package berkeley.simulator.measure;
