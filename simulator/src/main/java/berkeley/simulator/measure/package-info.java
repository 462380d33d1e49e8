/**
 * The results of a run: the accuracy of its clocks, and violations of the four invariants. Uses
 * true time, which no node knows.
 */
@NullMarked
package berkeley.simulator.measure;

import org.jspecify.annotations.NullMarked;
