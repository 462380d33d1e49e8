/** A node's HTTP endpoints: metrics for Prometheus, health, readiness. */
@NullMarked
package berkeley.launcher.metrics;

import org.jspecify.annotations.NullMarked;
