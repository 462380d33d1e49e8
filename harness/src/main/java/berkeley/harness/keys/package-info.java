/** A cluster's private authority and the keys of its nodes, made with the JDK's keytool. */
@NullMarked
package berkeley.harness.keys;

import org.jspecify.annotations.NullMarked;
