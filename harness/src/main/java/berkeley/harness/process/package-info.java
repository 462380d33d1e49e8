/**
 * Child processes: how they are started, what they start with, how they are watched and ended.
 * Shared by everything that runs whole clusters on this host.
 */
@NullMarked
package berkeley.harness.process;

import org.jspecify.annotations.NullMarked;
