/** How long a cluster is without a master when it loses the one it has. */
package berkeley.bench.failover;
