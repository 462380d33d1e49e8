package berkeley.node.election;

import berkeley.api.wire.Handover;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;

/**
 * What an {@link Election} wants done, in the order of the list.
 *
 * <p>Sending is free to fail: the machine waits for nothing. An answer goes back to whoever raised
 * the event that it answers.
 */
public sealed interface ElectionAction {

  /** A message to another node. */
  sealed interface Send extends ElectionAction {

    /** Returns the name of the node that it goes to. */
    String to();
  }

  /** What the caller who raised the event gets back. */
  sealed interface Answer extends ElectionAction {}

  /** Ask a node; feed its reply back as {@link ElectionEvent.VoteAnswered}, if one comes. */
  record SendVoteRequest(String to, VoteRequest request) implements Send {}

  /** Return this to the caller of {@link ElectionEvent.VoteRequested}. */
  record AnswerVote(VoteReply reply) implements Answer {}

  /** Call a node; feed its reply back as {@link ElectionEvent.HeartbeatAnswered}. */
  record SendHeartbeat(String to, Heartbeat heartbeat) implements Send {}

  /** Return this to the caller of {@link ElectionEvent.HeartbeatReceived}. */
  record AnswerHeartbeat(HeartbeatReply reply) implements Answer {}

  /** Tell a node that it is the chosen successor. */
  record SendHandover(String to, Handover handover) implements Send {}

  /**
   * The verdict on a {@link ElectionEvent.CorrectionReceived}: apply it, or refuse it with a {@link
   * berkeley.api.wire.StaleTermException} made of these.
   *
   * @param accepted whether to apply it
   * @param obeyedTerm the newest term that this node knows
   * @param obeyedMaster whom it obeys in that term, or empty
   */
  record AnswerCorrection(boolean accepted, long obeyedTerm, String obeyedMaster)
      implements Answer {}

  /** This node leads from now on: begin rounds at once, in this term. */
  record BecomeMaster(long term) implements ElectionAction {}

  /** This node leads no longer: begin no round, send no further correction. */
  record StepDown(long term, StepDownReason reason) implements ElectionAction {}

  /** This node obeys another master from now on. */
  record Follow(long term, String master) implements ElectionAction {}

  /** The master that this node obeyed has been silent too long: without a quorum, holdover. */
  record LoseMaster(long term, String master) implements ElectionAction {}

  /** The list of members whose majority counts has changed, here. For the log and the status. */
  record MembershipChanged(Membership membership) implements ElectionAction {}
}
