/** How near five real processes keep their clocks, beside what plain TCP can tell of a clock. */
@NullMarked
package berkeley.bench.accuracy;

import org.jspecify.annotations.NullMarked;
