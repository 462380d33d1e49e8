package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The answer to a {@link VoteRequest}. Complete in itself: it names the question that it answers.
 *
 * @param from who answers
 * @param ballot the question's ballot
 * @param ballotTerm the question's term
 * @param granted whether the answer is yes
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
