/** A TCP proxy that makes a network bad: delay, jitter, silence and cuts, for each direction. */
package berkeley.harness.proxy;
