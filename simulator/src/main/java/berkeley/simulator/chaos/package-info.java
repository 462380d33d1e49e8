/**
 * Chaos in virtual time: clusters of electable nodes, made of the very classes of real ones, under
 * faults that a seed draws, while an oracle that knows true time looks on.
 *
 * <p>What decides is the code of {@code berkeley.node} and {@code berkeley.master}. What is here
 * stands for hosts, threads, sockets and the registry, and for the thin shells of real nodes, each
 * named beside its original.
 */
@NullMarked
package berkeley.simulator.chaos;

import org.jspecify.annotations.NullMarked;
