package berkeley.api.wire;

/** What a round did with one member. */
public enum Outcome {
  /** It voted, and its clock counted. */
  ACCEPTED,
  /** Its clock could not be reconciled with the majority's: it lost its vote and was corrected. */
  REJECTED,
  /** Not synchronised since its start: it had no vote and was brought to the others. */
  NEWCOMER,
  /** It threw or did not answer in time: left out of this round. */
  UNREACHABLE
}
