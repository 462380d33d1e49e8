/**
 * The demonstration: a registry and nodes in JVMs of their own, observed while they synchronise.
 */
package berkeley.harness.demo;
