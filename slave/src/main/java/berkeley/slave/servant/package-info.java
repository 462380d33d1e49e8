/** The remote objects of a node. */
package berkeley.slave.servant;
