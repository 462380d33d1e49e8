/**
 * Masterships of a running node: rounds over RMI, one after the other. The way of a single probe is
 * described, file by file, in docs/probe.md.
 */
@NullMarked
package berkeley.slave.round;

import org.jspecify.annotations.NullMarked;
