/**
 * What crosses the wire: the remote interfaces and the records that they carry.
 *
 * <p>Terms, units and the sign of an offset are defined in {@link berkeley.api}.
 */
@NullMarked
package berkeley.api.wire;

import org.jspecify.annotations.NullMarked;
