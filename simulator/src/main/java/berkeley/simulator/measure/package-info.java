/**
 * The results of a run: the accuracy of its clocks, and violations of the four invariants. Uses
 * true time, which no node knows.
 */
package berkeley.simulator.measure;
