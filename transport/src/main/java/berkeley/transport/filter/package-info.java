/**
 * What may be deserialised, named class by class: the arguments of a call, the answers of members
 * and those of registries.
 */
@NullMarked
package berkeley.transport.filter;

import org.jspecify.annotations.NullMarked;
