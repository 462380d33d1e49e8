/**
 * The definition of a run: the number of nodes, duration, oscillators, network and faults. It is
 * read from properties; some scenarios are built in.
 */
@NullMarked
package berkeley.simulator.scenario;

import org.jspecify.annotations.NullMarked;
