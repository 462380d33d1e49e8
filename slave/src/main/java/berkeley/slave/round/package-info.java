/** Masterships of a running node: rounds over RMI, one after the other. */
package berkeley.slave.round;
