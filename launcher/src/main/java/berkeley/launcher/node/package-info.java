/**
 * What the long-running commands share: the options of a node, its start and end, the READY line, a
 * registry.
 */
package berkeley.launcher.node;
