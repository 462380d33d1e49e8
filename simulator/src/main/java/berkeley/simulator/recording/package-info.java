/** The lines of a record: the observations of a cluster's run. */
package berkeley.simulator.recording;
