/** A running node: {@link berkeley.slave.Node} and its settings. */
@NullMarked
package berkeley.slave;

import org.jspecify.annotations.NullMarked;
