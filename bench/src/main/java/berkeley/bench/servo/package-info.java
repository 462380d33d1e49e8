/** Measures how accurate servos are in modelled worlds. */
@NullMarked
package berkeley.bench.servo;

import org.jspecify.annotations.NullMarked;
