/**
 * Child JVMs: how they are started, what they start with, what becomes of them. Shared by what runs
 * whole clusters on this host.
 */
package berkeley.harness.process;
