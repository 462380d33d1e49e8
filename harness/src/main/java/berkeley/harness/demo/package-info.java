/** The demonstration: a registry and nodes in JVMs of their own, watched while they synchronise. */
package berkeley.harness.demo;
