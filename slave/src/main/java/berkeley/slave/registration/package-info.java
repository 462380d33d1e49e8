/** A node's entry in the registries, and the entries of processes that are gone. */
package berkeley.slave.registration;
