/** What timestamps and ids cost, beside a read of the clock. */
@NullMarked
package berkeley.bench.recipes;

import org.jspecify.annotations.NullMarked;
