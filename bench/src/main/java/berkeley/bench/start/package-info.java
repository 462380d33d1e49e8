/** How soon the clocks of a cluster that has just started, and of one that joins, are good. */
@NullMarked
package berkeley.bench.start;

import org.jspecify.annotations.NullMarked;
