/** The lookup of members: in RMI registries, or by a directory that is kept elsewhere. */
@NullMarked
package berkeley.transport.registry;

import org.jspecify.annotations.NullMarked;
