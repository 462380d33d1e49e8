/** A synchronised clock that a test steers. */
@NullMarked
package berkeley.testing;

import org.jspecify.annotations.NullMarked;
