/**
 * The demonstration: a registry and nodes in JVMs of their own, observed while they synchronise.
 */
@NullMarked
package berkeley.harness.demo;

import org.jspecify.annotations.NullMarked;
