package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The answer to a {@link Heartbeat}.
 *
 * @param from the answering node
 * @param heartbeatTerm the heartbeat's term
 * @param sentNanos the heartbeat's {@code sentNanos}, returned
 * @param accepted whether the node obeys the sender in that term
 * @param term the newest term that the answering node knows
 * @param membership the members as it knows them, after this heartbeat
 * @param binds whether the node is bound for a lease by this heartbeat: it then neither stands nor
 *     votes for another. A node that has just started obeys, and binds itself to nothing
 */
public record HeartbeatReply(
    MemberId from,
    long heartbeatTerm,
    long sentNanos,
    boolean accepted,
    long term,
    Membership membership,
    boolean binds)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param from the answering node
   * @param heartbeatTerm 0 or more
   * @param sentNanos as in the heartbeat
   * @param accepted whether the sender is obeyed
   * @param term 0 or more
   * @param membership as the node knows it
   * @param binds whether it is bound for a lease
   * @throws IllegalArgumentException if a term is negative
   */
  public HeartbeatReply {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(membership, "membership");
    MemberId.requireTerm("heartbeatTerm", heartbeatTerm);
    MemberId.requireTerm("term", term);
  }
}
