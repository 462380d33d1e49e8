package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The answer to a {@link VoteRequest}. Self-contained: it names the request that it answers.
 *
 * @param from the answering node
 * @param ballot the request's ballot
 * @param ballotTerm the request's term
 * @param granted whether the vote is granted
 * @param term the newest term that the answering node knows
 * @param membership the members as it knows them
 */
public record VoteReply(
    MemberId from,
    Ballot ballot,
    long ballotTerm,
    boolean granted,
    long term,
    Membership membership)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @throws IllegalArgumentException if a term is negative
   */
  public VoteReply {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(ballot, "ballot");
    Objects.requireNonNull(membership, "membership");
    MemberId.requireTerm("ballotTerm", ballotTerm);
    MemberId.requireTerm("term", term);
  }
}
