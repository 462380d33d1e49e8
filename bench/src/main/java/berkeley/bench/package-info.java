/** Side-by-side measurements: each question that {@code bench/run} answers. */
@NullMarked
package berkeley.bench;

import org.jspecify.annotations.NullMarked;
