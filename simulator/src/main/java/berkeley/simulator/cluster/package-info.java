/**
 * Nodes and their master in virtual time. What decides is the code of {@code berkeley.master} and
 * {@code berkeley.node}; this package carries messages.
 */
package berkeley.simulator.cluster;
