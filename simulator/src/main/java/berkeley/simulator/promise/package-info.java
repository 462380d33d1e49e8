/**
 * The eight promises of cluster time, as checks on what an observer saw.
 *
 * <p>{@link berkeley.simulator.promise.PromiseChecker} takes {@link
 * berkeley.simulator.promise.Observation}s and collects {@link
 * berkeley.simulator.promise.Violation}s and a {@link berkeley.simulator.promise.Summary}. The same
 * classes judge a simulation, in which all nodes are read at one instant, real processes, where a
 * reading lies between two instants of the observer, and a recorded file.
 *
 * <p>The checks believe no node about who is master. A node is judged by what its readings say, and
 * is excused by the fault injector's log alone. The package computes: it has no threads, no clock,
 * no input or output and no randomness, and depends on the JDK only.
 */
@NullMarked
package berkeley.simulator.promise;

import org.jspecify.annotations.NullMarked;
