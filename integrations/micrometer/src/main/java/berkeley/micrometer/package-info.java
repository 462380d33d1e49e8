/** A node's metrics in a Micrometer registry. */
@NullMarked
package berkeley.micrometer;

import org.jspecify.annotations.NullMarked;
