/** Plots of simulated runs. */
@NullMarked
package berkeley.harness.plot;

import org.jspecify.annotations.NullMarked;
