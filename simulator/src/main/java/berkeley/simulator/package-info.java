/**
 * The algorithm in virtual time.
 *
 * <p>{@link berkeley.simulator.Simulation} runs a {@link berkeley.simulator.scenario.Scenario} by a
 * seed: the clocks, servos, votes and rounds are those of real nodes, and only what carries
 * messages is modelled. A virtual day takes seconds, and the same seed gives the same run to the
 * last bit on every JDK.
 */
@NullMarked
package berkeley.simulator;

import org.jspecify.annotations.NullMarked;
