/** What carries an election: messages, peers, and the remote objects of electable nodes. */
package berkeley.slave.election;
