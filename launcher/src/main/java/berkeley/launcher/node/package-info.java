/**
 * What the long-running commands share: the options of a node, its start and end, the READY line, a
 * registry.
 */
@NullMarked
package berkeley.launcher.node;

import org.jspecify.annotations.NullMarked;
