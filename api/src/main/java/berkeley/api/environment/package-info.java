/** What a node's environment, real or simulated, needs to know of a node. */
@NullMarked
package berkeley.api.environment;

import org.jspecify.annotations.NullMarked;
