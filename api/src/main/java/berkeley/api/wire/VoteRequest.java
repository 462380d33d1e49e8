package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * A candidate's request to another electable node.
 *
 * @param from the candidate
 * @param ballot what it requests
 * @param term the term that it wants to lead; for a recovery query, the newest term that it knows
 * @param membership the members as it knows them
 * @param epoch the epoch of cluster time that it would carry on, 0 if it knows none
 */
public record VoteRequest(
    MemberId from, Ballot ballot, long term, Membership membership, long epoch)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param from the candidate
   * @param ballot what it requests
   * @param term 0 or more
   * @param membership as it knows it
   * @param epoch any; 0 for none
   * @throws IllegalArgumentException if the term is negative
   */
  public VoteRequest {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(ballot, "ballot");
    Objects.requireNonNull(membership, "membership");
    MemberId.requireTerm("term", term);
  }
}
