/**
 * How a node turns corrections into a course: an estimate of cluster time and its rate, and an
 * error bound. Uses no sockets, threads or system clocks.
 */
@NullMarked
package berkeley.node.discipline;

import org.jspecify.annotations.NullMarked;
