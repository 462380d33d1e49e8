/** Remote calls under a deadline, and bursts of probes. */
@NullMarked
package berkeley.transport.call;

import org.jspecify.annotations.NullMarked;
