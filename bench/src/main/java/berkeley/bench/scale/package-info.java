/** How a round grows with the number of slaves, beside the same number of bare remote calls. */
@NullMarked
package berkeley.bench.scale;

import org.jspecify.annotations.NullMarked;
