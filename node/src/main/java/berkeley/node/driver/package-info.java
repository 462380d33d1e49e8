/**
 * What drives a node: rounds, masterships, elections, registration, push. Written once, against
 * {@link berkeley.api.environment}.
 */
@NullMarked
package berkeley.node.driver;

import org.jspecify.annotations.NullMarked;
