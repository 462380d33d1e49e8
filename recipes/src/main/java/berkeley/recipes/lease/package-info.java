/** Leases that expire at one instant for holders and observers alike. */
@NullMarked
package berkeley.recipes.lease;

import org.jspecify.annotations.NullMarked;
