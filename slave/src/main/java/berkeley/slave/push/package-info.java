/** Sending the time to the master by a timer of the slave. */
package berkeley.slave.push;
