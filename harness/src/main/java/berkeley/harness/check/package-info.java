/** Holds a record against what is promised. */
@NullMarked
package berkeley.harness.check;

import org.jspecify.annotations.NullMarked;
