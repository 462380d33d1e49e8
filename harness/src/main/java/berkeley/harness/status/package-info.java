/** Asks the nodes of a cluster for their status, under one time limit. */
@NullMarked
package berkeley.harness.status;

import org.jspecify.annotations.NullMarked;
