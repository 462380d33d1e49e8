/** Timestamps that order events by cause, whatever the clocks' errors. */
@NullMarked
package berkeley.recipes.hlc;

import org.jspecify.annotations.NullMarked;
