/** Measures how far a member that lies can move the others, in virtual time and among processes. */
@NullMarked
package berkeley.bench.liar;

import org.jspecify.annotations.NullMarked;
