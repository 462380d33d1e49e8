/** What the questions share: the checkout that is measured, keys and sockets, series of figures. */
@NullMarked
package berkeley.bench.process;

import org.jspecify.annotations.NullMarked;
