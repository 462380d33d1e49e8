/** How long a cluster is without a master when it loses the one it has. */
@NullMarked
package berkeley.bench.failover;

import org.jspecify.annotations.NullMarked;
