/** Measures what reading the clock costs. */
@NullMarked
package berkeley.bench.clock;

import org.jspecify.annotations.NullMarked;
