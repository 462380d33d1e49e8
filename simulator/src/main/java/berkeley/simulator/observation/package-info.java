/**
 * The oracle: how far apart clocks truly are, and whether the four invariants hold.
 *
 * <p>All processes of one host share the monotonic counter behind their ticks, so readings of
 * (ticks, node time) give the true offset between two nodes without any message delay in it. This
 * package computes; it is given its readings and uses no sockets, threads or clocks.
 *
 * <p>What it can say is limited to what was read: a violation between two readings that is gone by
 * the second one is not seen.
 */
@NullMarked
package berkeley.simulator.observation;

import org.jspecify.annotations.NullMarked;
