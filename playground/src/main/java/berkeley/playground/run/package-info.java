/**
 * Runs that one plays with: a cluster in virtual time that takes orders while it runs, and whose
 * lines are those of a record of real processes. {@link berkeley.playground.run.PlayedRun} is the
 * whole of it.
 */
@NullMarked
package berkeley.playground.run;

import org.jspecify.annotations.NullMarked;
