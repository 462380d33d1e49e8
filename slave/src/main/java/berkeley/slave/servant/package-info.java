/** The remote objects of a node. */
@NullMarked
package berkeley.slave.servant;

import org.jspecify.annotations.NullMarked;
