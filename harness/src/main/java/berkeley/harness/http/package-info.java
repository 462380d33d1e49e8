/** An HTTP server that slow callers do not hold up: for the live page, and for a node's metrics. */
@NullMarked
package berkeley.harness.http;

import org.jspecify.annotations.NullMarked;
