/** The playground's page: the simulator and the view in one file. */
@NullMarked
package berkeley.harness.playground;

import org.jspecify.annotations.NullMarked;
