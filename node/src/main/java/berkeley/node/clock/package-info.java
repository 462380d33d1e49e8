/**
 * A node's clock: node time as a piecewise linear function of ticks, read without locks, never
 * backwards.
 */
@NullMarked
package berkeley.node.clock;

import org.jspecify.annotations.NullMarked;
