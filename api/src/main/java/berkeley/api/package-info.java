/**
 * What an application uses: the clock, its state and its interval.
 *
 * <p>These terms have the same meaning everywhere in this project:
 *
 * <ul>
 *   <li><b>ticks</b>: a host's raw monotonic reading, see {@link berkeley.api.environment.Ticks}.
 *   <li><b>node time</b>: the time of a node's synchronised clock, nanoseconds since the Unix
 *       epoch.
 *   <li><b>offset of B against A</b>: B's time minus A's at the same instant, <em>positive when B
 *       is ahead</em>. This is the only definition of the sign; other places refer to it.
 *   <li><b>correction, delta</b>: what a node must add to its time. A node whose offset against the
 *       agreed time is {@code +5 ms} receives the delta {@code -5 ms}.
 *   <li><b>cluster time</b>: one continuous function of real time, the same for all nodes and all
 *       masterships of an <em>epoch</em>, which begins with a cold start of the cluster. Every
 *       interval is about it; a master's own clock follows it as any other does.
 *   <li><b>error bound</b>: how far a node time may be from cluster time now; an upper bound, not a
 *       standard deviation.
 *   <li><b>term</b>: the number of a mastership; it grows with each new one.
 * </ul>
 *
 * <p>All times are {@code long} nanoseconds. A node time fits until the year 2262; the difference
 * of two node times is taken with plain subtraction, so clocks may lie centuries apart.
 */
@NullMarked
package berkeley.api;

import org.jspecify.annotations.NullMarked;
