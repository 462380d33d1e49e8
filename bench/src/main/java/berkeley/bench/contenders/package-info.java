/**
 * Our clocks beside what users would choose in their place, and beside raw TCP, on one machine.
 *
 * <p>{@link berkeley.bench.contenders.ClockContender} lists who takes part, {@link
 * berkeley.bench.contenders.Condition} under what; a {@link
 * berkeley.bench.contenders.ContenderGroup} is a contender's processes while they run.
 */
@NullMarked
package berkeley.bench.contenders;

import org.jspecify.annotations.NullMarked;
