package berkeley.api.wire;

/** What a {@link VoteRequest} asks for. */
public enum Ballot {
  /**
   * No vote: a node that has just started asks for the newest term and the members (the recovery
   * query) before it takes part.
   */
  RECOVERY_QUERY,
  /** A pre-vote: asks whether the node would vote for the sender. Binds nobody, raises no term. */
  PRE_VOTE,
  /** A vote. */
  VOTE
}
