/**
 * Clocks of other programs, each in a process of its own, made comparable: with the same
 * oscillators, and a port that serves ticks and time together.
 *
 * <p>{@link berkeley.bench.foreign.ForeignProcess} is what runs; each kind of clock is a {@link
 * berkeley.bench.foreign.ForeignClock}.
 */
@NullMarked
package berkeley.bench.foreign;

import org.jspecify.annotations.NullMarked;
