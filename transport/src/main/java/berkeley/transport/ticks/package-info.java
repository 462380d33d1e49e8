/** The counter of this host by which everything in this process is dated. */
@NullMarked
package berkeley.transport.ticks;

import org.jspecify.annotations.NullMarked;
