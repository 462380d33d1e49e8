/** Measures how far two clocks are apart, and how accurate that is. */
@NullMarked
package berkeley.harness.clockdiff;

import org.jspecify.annotations.NullMarked;
