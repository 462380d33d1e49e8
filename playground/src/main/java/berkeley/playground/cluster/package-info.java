/**
 * Clusters in virtual time whose nodes all have drivers: who leads is chosen by election, or given.
 */
@NullMarked
package berkeley.playground.cluster;

import org.jspecify.annotations.NullMarked;
