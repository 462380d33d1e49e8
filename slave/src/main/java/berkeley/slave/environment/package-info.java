/**
 * What a running node is handed: one thread for its events, calls over RMI, the registries.
 * Implements {@link berkeley.api.environment}.
 */
@NullMarked
package berkeley.slave.environment;

import org.jspecify.annotations.NullMarked;
