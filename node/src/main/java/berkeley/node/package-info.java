/** What a node decides: its clock, whom it obeys, what it leads. Knows no socket. */
@NullMarked
package berkeley.node;

import org.jspecify.annotations.NullMarked;
