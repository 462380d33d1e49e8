/** A master's rounds in sentences, as its own process tells them. */
@NullMarked
package berkeley.harness.explain;

import org.jspecify.annotations.NullMarked;
