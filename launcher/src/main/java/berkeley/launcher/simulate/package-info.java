/** The text output of the {@code simulate} commands. */
@NullMarked
package berkeley.launcher.simulate;

import org.jspecify.annotations.NullMarked;
