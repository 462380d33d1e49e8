package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.util.Set;

/** The inputs of an {@link Election}. Messages may be lost, late, repeated and out of order. */
public sealed interface ElectionEvent {

  /** Time has passed. Due at {@link Election#nextDeadlineNanos()}; earlier or later is safe. */
  record Tick() implements ElectionEvent {}

  /** A candidate's request. Always answered with {@link ElectionAction.AnswerVote}. */
  record VoteRequested(VoteRequest request) implements ElectionEvent {}

  /** A node's answer to this candidate. */
  record VoteAnswered(VoteReply reply) implements ElectionEvent {}

  /** A master's heartbeat. Always answered with {@link ElectionAction.AnswerHeartbeat}. */
  record HeartbeatReceived(Heartbeat heartbeat) implements ElectionEvent {}

  /** A node's answer to this master's heartbeat. */
  record HeartbeatAnswered(HeartbeatReply reply) implements ElectionEvent {}

  /**
   * A correction has arrived. Always answered with {@link ElectionAction.AnswerCorrection}.
   *
   * @param term the correction's term
   * @param master the name of its sender
   * @param incarnation which life of the sender, 0 if it does not say
   */
  record CorrectionReceived(long term, String master, long incarnation) implements ElectionEvent {}

  /**
   * A node has refused a correction of this master.
   *
   * @param refusedTerm the term of the correction
   * @param obeyedTerm the term that the node obeys
   */
  record CorrectionRefused(long refusedTerm, long obeyedTerm) implements ElectionEvent {}

  /**
   * The electable nodes that discovery finds at the moment, with or without this one. Only from a
   * complete view, in which every registry of the cluster has answered.
   */
  record MembersSeen(Set<String> names) implements ElectionEvent {

    /** Copies the names. */
    public MembersSeen {
      names = Set.copyOf(names);
    }
  }

  /** A member's notice that it leaves. Sent to every node; the master acts on it. */
  record MemberLeft(Leave leave) implements ElectionEvent {}

  /** This node is asked to give up its mastership. */
  record StepDownAsked() implements ElectionEvent {}
}
