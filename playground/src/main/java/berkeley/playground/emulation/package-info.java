/**
 * What the compiler to JavaScript lacks of the JDK and of SLF4J, in its own ways of adding it:
 * whole classes in place of others ({@link berkeley.playground.emulation.SubstitutedClasses}), and
 * methods that are missing in classes that it has ({@link
 * berkeley.playground.emulation.MissingMethods}). Nothing of this runs in a JVM but the two classes
 * themselves, inside the compiler.
 *
 * <p>A method or class of the JDK that pure code begins to use and that is missing here ends the
 * build with its name. Add it here if it is a few lines, else use another.
 */
@NullMarked
package berkeley.playground.emulation;

import org.jspecify.annotations.NullMarked;
