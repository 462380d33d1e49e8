/** Ids that sort by time, never repeat and never go back. */
@NullMarked
package berkeley.recipes.id;

import org.jspecify.annotations.NullMarked;
