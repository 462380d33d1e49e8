package berkeley.api.wire;

/** What a {@link VoteRequest} asks for. */
public enum Ballot {
  /** News only: a node that has just started learns terms and members before it takes part. */
  CANVASS,
  /** Would you vote for me? Binds nobody and moves no term. */
  PRE_VOTE,
  /** A vote. */
  VOTE,
  /** A vote for a successor that the master itself has named: its lease stands in nobody's way. */
  HANDOVER
}
