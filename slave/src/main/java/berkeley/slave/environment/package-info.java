/**
 * What a running node is handed: one thread for its events, calls over RMI, the registries. Implements
 * {@link berkeley.api.environment}.
 */
package berkeley.slave.environment;
