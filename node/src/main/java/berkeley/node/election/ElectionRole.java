package berkeley.node.election;

/**
 * What an electable node does in the election at the moment.
 *
 * <pre>
 * WAITING --sat out, heard all--&gt; FOLLOWER &lt;----------+-----------+-----------+
 *                                  |  ^               |           |           |
 *                  patience is over v  |              |           |           |
 *                           PRE_CANDIDATE --time-------+          |           |
 *                                  |  quorum would vote           |           |
 *   FOLLOWER --handover--&gt; CANDIDATE &lt;-+                          |           |
 *                                  |----time, or another leads----+           |
 *                                  | quorum has voted                         |
 *                                  v                                          |
 *                               MASTER --no quorum, newer term, refused, asked+
 * </pre>
 *
 * A node that is not electable is a FOLLOWER for as long as it lives.
 */
public enum ElectionRole {
  /**
   * Just started: remembers nothing, so it obeys and asks for news, and neither votes nor stands.
   */
  WAITING,
  /** Obeys the master that it knows, or waits for one. */
  FOLLOWER,
  /** Asks whether it would be elected, without disturbing anyone. */
  PRE_CANDIDATE,
  /** Stands for election in a new term. */
  CANDIDATE,
  /** Leads. */
  MASTER
}
