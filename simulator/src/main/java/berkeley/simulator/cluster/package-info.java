/**
 * Nodes and their master in virtual time. What decides is the code of {@code berkeley.master} and
 * {@code berkeley.node}; this package carries messages.
 */
@NullMarked
package berkeley.simulator.cluster;

import org.jspecify.annotations.NullMarked;
