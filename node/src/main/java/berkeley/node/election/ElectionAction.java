package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;

/**
 * What the driver of an {@link Election} is to do, in the order of the list.
 *
 * <p>Sending may fail: the machine waits for nothing. An answer is returned to the caller of the
 * event that it answers.
 */
public sealed interface ElectionAction {

  /** A message to another node. */
  sealed interface Send extends ElectionAction {

    /** Returns the name of the node that it goes to. */
    String to();
  }

  /** An answer to the caller of the event. */
  sealed interface Answer extends ElectionAction {}

  /** Call a node; feed its reply back as {@link ElectionEvent.VoteAnswered}, if one comes. */
  record SendVoteRequest(String to, VoteRequest request) implements Send {}

  /** Return this to the caller of {@link ElectionEvent.VoteRequested}. */
  record AnswerVote(VoteReply reply) implements Answer {}

  /** Call a node; feed its reply back as {@link ElectionEvent.HeartbeatAnswered}. */
  record SendHeartbeat(String to, Heartbeat heartbeat) implements Send {}

  /** Return this to the caller of {@link ElectionEvent.HeartbeatReceived}. */
  record AnswerHeartbeat(HeartbeatReply reply) implements Answer {}

  /**
   * The answer to a {@link ElectionEvent.CorrectionReceived}: apply the correction, or refuse it
   * with a {@link berkeley.api.wire.StaleTermException} with these values.
   *
   * @param accepted whether to apply it
   * @param obeyedTerm the newest term that this node knows
   * @param obeyedMaster the master that it obeys in that term, or empty
   */
  record AnswerCorrection(boolean accepted, long obeyedTerm, String obeyedMaster)
      implements Answer {}

  /**
   * This node leads from now on, its lease has begun: begin rounds at once, in this term.
   *
   * @param term the mastership
   * @param keptItsRate whether a majority has been bound by no later phase of cluster time than the
   *     one that this node was corrected in last: nobody can have moved it since
   */
  record BecomeMaster(long term, boolean keptItsRate) implements ElectionAction {}

  /** This node no longer leads: begin no round, send no further correction. */
  record StepDown(long term, StepDownReason reason) implements ElectionAction {}

  /** The members have not followed this node to its term, so it goes back to theirs. */
  record StepBack(long term, long olderTerm) implements ElectionAction {}

  /** This node obeys another master from now on. */
  record Follow(long term, String master) implements ElectionAction {}

  /** The master that this node obeyed has been silent too long. */
  record LoseMaster(long term, String master) implements ElectionAction {}

  /**
   * Forget cluster time: most of those who shared it are gone for good, and it can only be begun
   * anew with those that are there.
   */
  record ForgetTime() implements ElectionAction {}

  /** This node's list of the members whose majority counts has changed; for the log. */
  record MembershipChanged(Membership membership) implements ElectionAction {}
}
