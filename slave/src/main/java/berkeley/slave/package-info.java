/** A running node: {@link berkeley.slave.Node} and its settings. */
package berkeley.slave;
