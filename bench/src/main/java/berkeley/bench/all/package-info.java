/** All questions, one after the other. */
@NullMarked
package berkeley.bench.all;

import org.jspecify.annotations.NullMarked;
