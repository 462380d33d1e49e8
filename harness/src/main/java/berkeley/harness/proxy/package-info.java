/** A TCP proxy that degrades a network: delay, jitter, silence and cuts, for each direction. */
@NullMarked
package berkeley.harness.proxy;

import org.jspecify.annotations.NullMarked;
