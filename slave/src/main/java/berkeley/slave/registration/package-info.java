/** A node's entry in the registries, and the entries of processes that are gone. */
@NullMarked
package berkeley.slave.registration;

import org.jspecify.annotations.NullMarked;
