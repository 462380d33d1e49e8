/** Real hosts on one machine: linked network namespaces, and clusters across them. */
@NullMarked
package berkeley.bench.hosts;

import org.jspecify.annotations.NullMarked;
