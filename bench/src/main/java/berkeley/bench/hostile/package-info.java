/** Hostile input to the ports of real processes, and whether they withstand it. */
@NullMarked
package berkeley.bench.hostile;

import org.jspecify.annotations.NullMarked;
