/** What carries an election: messages, peers, and the remote objects of electable nodes. */
@NullMarked
package berkeley.slave.election;

import org.jspecify.annotations.NullMarked;
