package berkeley.node.election;

/**
 * The role of an electable node in the election.
 *
 * <pre>
 * WAITING --waited, heard all---&gt; FOLLOWER &lt;----------+-----------+-----------+
 *                                  |  ^               |           |           |
 *                   timeout is over v  |              |           |           |
 *                           PRE_CANDIDATE --time-------+          |           |
 *                                  |  quorum would vote           |           |
 *                           CANDIDATE &lt;-+                          |           |
 *                                  |----time, or another leads----+           |
 *                                  | quorum has voted                         |
 *                                  v                                          |
 *                               MASTER --no quorum, newer term, refused, asked+
 * </pre>
 *
 * A node that is not electable is a FOLLOWER until its process ends.
 */
public enum ElectionRole {
  /**
   * Just started and without memory: it obeys and sends the recovery query, but neither votes nor
   * stands.
   */
  WAITING,
  /** Obeys the master that it knows, or waits for one. */
  FOLLOWER,
  /** Asks whether it would be elected, without raising a term. */
  PRE_CANDIDATE,
  /** Stands for election in a new term. */
  CANDIDATE,
  /** Leads. */
  MASTER
}
