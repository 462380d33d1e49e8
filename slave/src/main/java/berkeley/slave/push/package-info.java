/** Sending the time to the master by a timer of the slave. */
@NullMarked
package berkeley.slave.push;

import org.jspecify.annotations.NullMarked;
