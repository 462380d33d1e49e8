/** What {@code explain} reads and prints: the clocks of an exercise, its table, its JSON. */
@NullMarked
package berkeley.launcher.explain;

import org.jspecify.annotations.NullMarked;
