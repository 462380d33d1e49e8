/** What JMX shows of a node. */
package berkeley.slave.monitoring;
