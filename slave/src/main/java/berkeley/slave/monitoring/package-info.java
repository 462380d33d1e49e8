/** What JMX shows of a node. */
@NullMarked
package berkeley.slave.monitoring;

import org.jspecify.annotations.NullMarked;
