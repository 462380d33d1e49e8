/**
 * The simulated environment: what a node is handed in virtual time. The drivers of {@link
 * berkeley.node.driver} run in it as they run over RMI. Messages may be late, lost, repeated and
 * overtaken, answers may come after deadlines, and a process may stop between any two events.
 */
@NullMarked
package berkeley.simulator.environment;

import org.jspecify.annotations.NullMarked;
