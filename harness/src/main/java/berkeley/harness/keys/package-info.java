/** A cluster's private authority and the keys of its nodes, made with the JDK's keytool. */
package berkeley.harness.keys;
