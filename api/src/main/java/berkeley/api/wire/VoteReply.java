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
 * @param epoch the epoch of cluster time that it knows, 0 for none
 * @param phase the phase that the newest heartbeat announced by which it was bound; 0 if it has not
 *     been bound in its present life
 */
public record VoteReply(
    MemberId from,
    Ballot ballot,
    long ballotTerm,
    boolean granted,
    long term,
    Membership membership,
    long epoch,
    long phase)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param from the answering node
   * @param ballot as in the request
   * @param ballotTerm 0 or more
   * @param granted whether the vote is granted
   * @param term 0 or more
   * @param membership as the node knows it
   * @param epoch any; 0 for none
   * @param phase any; 0 for none
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
