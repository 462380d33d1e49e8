/**
 * The live page: a small server for this host's browsers, which sends them the lines of a record
 * ({@link berkeley.harness.record}) as they come, and the page's own files.
 */
@NullMarked
package berkeley.harness.dashboard;

import org.jspecify.annotations.NullMarked;
