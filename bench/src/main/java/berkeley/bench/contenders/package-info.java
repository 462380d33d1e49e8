/**
 * Ours beside what users would pick in its place, and beside the raw limit, on one machine.
 *
 * <p>{@link berkeley.bench.contenders.Contender} lists who takes part, {@link
 * berkeley.bench.contenders.Condition} under what; a {@link berkeley.bench.contenders.Group} is a
 * contender's processes while they run.
 */
package berkeley.bench.contenders;
