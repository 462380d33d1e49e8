/**
 * The lines of a record: the observations of a cluster's run, in virtual time or of real processes.
 * {@link berkeley.simulator.recording.RecordComposer} selects what becomes a line, {@link
 * berkeley.simulator.recording.RecordDocument} gives it its form.
 */
@NullMarked
package berkeley.simulator.recording;

import org.jspecify.annotations.NullMarked;
