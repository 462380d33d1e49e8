/** What commands share: failures with an exit code, JSON lines, drawing on a terminal. */
@NullMarked
package berkeley.harness.console;

import org.jspecify.annotations.NullMarked;
