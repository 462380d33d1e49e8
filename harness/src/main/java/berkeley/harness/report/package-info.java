/** A record as a page, as comma-separated values, and as a log for ShiViz. */
@NullMarked
package berkeley.harness.report;

import org.jspecify.annotations.NullMarked;
