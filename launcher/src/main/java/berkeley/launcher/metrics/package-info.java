/** What a node tells those who watch it over HTTP: metrics for Prometheus, health, readiness. */
package berkeley.launcher.metrics;
