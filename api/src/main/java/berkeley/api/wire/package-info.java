/**
 * What crosses the wire: the remote interfaces and their values.
 *
 * <p>The words, the units and the sign of an offset are those of {@link berkeley.api}.
 */
@NullMarked
package berkeley.api.wire;

import org.jspecify.annotations.NullMarked;
