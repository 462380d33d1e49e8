/** Log lines whose text is safe and whose number is limited. */
@NullMarked
package berkeley.transport.log;

import org.jspecify.annotations.NullMarked;
