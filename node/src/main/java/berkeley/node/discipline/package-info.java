/**
 * How a node turns corrections into a course: what cluster time is, how fast it runs, how far the
 * node may be off. Decides only; knows no socket, no thread and no system clock.
 */
@NullMarked
package berkeley.node.discipline;

import org.jspecify.annotations.NullMarked;
