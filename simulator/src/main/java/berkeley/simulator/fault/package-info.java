/**
 * The catalogue of faults: what is injected into clusters in virtual time and of real processes.
 */
package berkeley.simulator.fault;
