/** The output of {@code status}, as a table or as JSON. */
@NullMarked
package berkeley.launcher.status;

import org.jspecify.annotations.NullMarked;
