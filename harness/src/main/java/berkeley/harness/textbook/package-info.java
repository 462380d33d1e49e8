/** A textbook's node as a process of its own: the clocks of {@code simulator.textbook} over RMI. */
@NullMarked
package berkeley.harness.textbook;

import org.jspecify.annotations.NullMarked;
