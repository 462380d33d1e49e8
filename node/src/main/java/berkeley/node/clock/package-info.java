/**
 * A node's clock: node time as a piecewise linear function of ticks, read without locks, never
 * backwards.
 */
package berkeley.node.clock;
