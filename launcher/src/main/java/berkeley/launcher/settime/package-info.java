/** The operator's side of setting a cluster's time. */
@NullMarked
package berkeley.launcher.settime;

import org.jspecify.annotations.NullMarked;
