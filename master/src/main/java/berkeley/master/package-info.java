/**
 * The Berkeley algorithm: discover, probe, estimate, agree, correct.
 *
 * <p>This package decides and never talks: it is handed readings and returns corrections. The sign
 * of an offset is defined in {@link berkeley.api}.
 */
@NullMarked
package berkeley.master;

import org.jspecify.annotations.NullMarked;
