/** The lines of a record: what was seen of a cluster. */
package berkeley.simulator.recording;
