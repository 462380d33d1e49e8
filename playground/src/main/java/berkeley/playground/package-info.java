/**
 * Clusters that run in a browser: the classes of {@code master}, {@code node} and {@code
 * simulator}, compiled to JavaScript. Nothing of them is written again; {@link
 * berkeley.playground.emulation} stands in for the few classes of the JDK and of SLF4J that the
 * compiler does not have.
 */
@NullMarked
package berkeley.playground;

import org.jspecify.annotations.NullMarked;
