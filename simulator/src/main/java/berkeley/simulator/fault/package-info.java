/**
 * The catalogue of faults: what is injected into clusters in virtual time and of real processes.
 */
@NullMarked
package berkeley.simulator.fault;

import org.jspecify.annotations.NullMarked;
