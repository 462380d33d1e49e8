/** What becomes of bounds when an NTP daemon steers the counter of one host. */
@NullMarked
package berkeley.bench.counter;

import org.jspecify.annotations.NullMarked;
