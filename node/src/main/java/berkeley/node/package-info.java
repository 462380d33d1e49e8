/**
 * What a node decides: its clock, the terms that it obeys, its mastership. Uses no sockets, threads
 * or system clocks.
 */
@NullMarked
package berkeley.node;

import org.jspecify.annotations.NullMarked;
