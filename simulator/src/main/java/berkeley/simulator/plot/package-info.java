/** Pictures of a run. */
package berkeley.simulator.plot;
