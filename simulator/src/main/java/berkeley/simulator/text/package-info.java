/** Parsing and formatting of quantities. */
@NullMarked
package berkeley.simulator.text;

import org.jspecify.annotations.NullMarked;
