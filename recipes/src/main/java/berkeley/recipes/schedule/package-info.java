/** Actions that begin at one instant on all nodes. */
@NullMarked
package berkeley.recipes.schedule;

import org.jspecify.annotations.NullMarked;
