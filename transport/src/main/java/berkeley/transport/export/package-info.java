/** Exported objects and registries, and the address that their stubs carry. */
@NullMarked
package berkeley.transport.export;

import org.jspecify.annotations.NullMarked;
