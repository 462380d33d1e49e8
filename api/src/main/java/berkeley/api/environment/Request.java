package berkeley.api.environment;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.util.function.LongSupplier;

/**
 * What one node asks another.
 *
 * @param <T> what it is answered
 */
public sealed interface Request<T> {

  /** The answer where there is nothing to say but that it was done. */
  enum Done {
    DONE
  }

  /** Describe yourself. */
  record Status() implements Request<NodeStatus> {}

  /** Apply a correction. */
  record Adjust(Adjustment adjustment) implements Request<Done> {}

  /** Vote, or tell what you know. */
  record Vote(VoteRequest request) implements Request<VoteReply> {}

  /** Acknowledge a master's heartbeat. */
  record Beat(Heartbeat heartbeat) implements Request<HeartbeatReply> {}

  /** Take note that a member has left. */
  record Farewell(Leave leave) implements Request<Done> {}

  /**
   * Take a slave's time, as the master.
   *
   * @param id the slave
   * @param clock its node time, read just before the message leaves
   * @param newcomer whether it has not been synchronised yet
   */
  record Push(String id, LongSupplier clock, boolean newcomer) implements Request<PushAnswer> {

    /**
     * Returns what this push came to, now that the master has answered.
     *
     * @param adjustment the master's answer
     * @param readingNanos the node time that was sent
     */
    public PushAnswer answered(Adjustment adjustment, long readingNanos) {
      return new PushAnswer(
          adjustment, readingNanos, Math.max(0, clock.getAsLong() - readingNanos));
    }
  }

  /**
   * What a push came to.
   *
   * @param adjustment the master's answer
   * @param readingNanos the node time that was sent
   * @param roundTripNanos from that reading to the answer, by the node's own clock
   */
  record PushAnswer(Adjustment adjustment, long readingNanos, long roundTripNanos) {}
}
