/**
 * What the long-running commands share: a registry, the READY line, the rounds' lines, a clean end.
 */
package berkeley.launcher.node;
