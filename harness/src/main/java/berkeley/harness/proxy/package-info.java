/** A TCP proxy that degrades a network: delay, jitter, silence and cuts, for each direction. */
package berkeley.harness.proxy;
