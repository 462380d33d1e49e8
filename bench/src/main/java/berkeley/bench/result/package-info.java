/** Options of questions and where their answers go. */
@NullMarked
package berkeley.bench.result;

import org.jspecify.annotations.NullMarked;
