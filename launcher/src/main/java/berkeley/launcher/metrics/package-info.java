/** A node's HTTP endpoints: metrics for Prometheus, health, readiness. */
package berkeley.launcher.metrics;
