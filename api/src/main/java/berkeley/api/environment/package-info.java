/** What a node is handed by its environment, whether that is real or simulated. */
@NullMarked
package berkeley.api.environment;

import org.jspecify.annotations.NullMarked;
