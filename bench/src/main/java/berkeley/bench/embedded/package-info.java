/** What a node costs the application that it is embedded in. */
@NullMarked
package berkeley.bench.embedded;

import org.jspecify.annotations.NullMarked;
