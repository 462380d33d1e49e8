package berkeley.api.environment;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;

/**
 * What one node asks another.
 *
 * @param <T> what it is answered
 */
public sealed interface Request<T> {

  /** The answer where there is nothing to say but that it was done. */
  enum Done {
    /** It was done. */
    DONE
  }

  /** Describe yourself. */
  record Status() implements Request<NodeStatus> {}

  /**
   * Apply a correction.
   *
   * @param adjustment relative to a reading of the node that is asked
   */
  record Adjust(Adjustment adjustment) implements Request<Done> {}

  /**
   * Vote, or tell what you know.
   *
   * @param request who asks, and for what
   */
  record Vote(VoteRequest request) implements Request<VoteReply> {}

  /**
   * Acknowledge a master's heartbeat.
   *
   * @param heartbeat the master's, with the members
   */
  record Beat(Heartbeat heartbeat) implements Request<HeartbeatReply> {}

  /**
   * Take note that a member has left.
   *
   * @param leave who it is
   */
  record Farewell(Leave leave) implements Request<Done> {}

  /**
   * Take a slave's time, as the master.
   *
   * @param reading the slave's clock beside the master's
   */
  record Push(PushedReading reading) implements Request<Adjustment> {}
}
