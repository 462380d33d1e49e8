/**
 * Clocks of others, each in a process of its own, made comparable: the same oscillators beneath,
 * and a port that tells ticks and time together.
 *
 * <p>{@link berkeley.bench.foreign.ForeignProcess} is what runs; each kind of clock is a {@link
 * berkeley.bench.foreign.ForeignClock}.
 */
package berkeley.bench.foreign;
