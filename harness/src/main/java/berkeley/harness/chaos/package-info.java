/**
 * Chaos: a cluster of JVMs under a random schedule of faults, watched by the oracle.
 *
 * <p>The schedule ({@link berkeley.harness.chaos.ChaosSchedule}) is drawn before anything runs and
 * follows from the seed alone; which nodes a fault affects may depend on who leads when it begins.
 */
@NullMarked
package berkeley.harness.chaos;

import org.jspecify.annotations.NullMarked;
