package berkeley.simulator.environment;

import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;

/** Looks on while messages reach processes. Knows what no node knows. */
public interface MessageObserver {

  /** Sees nothing. */
  MessageObserver NONE = new MessageObserver() {};

  /** A request to read its clock has reached a process, which has not read it yet. */
  default void probed(SimulatedPeer peer) {}

  /** A request has reached a process, which has not done anything about it yet. */
  default void arrived(SimulatedProcess from, SimulatedPeer to, Request<?> request) {}

  /** A process has carried out a request, or refused it. */
  default void answered(
      SimulatedProcess from, SimulatedPeer to, Request<?> request, Reply<?> reply) {}

  /**
   * A correction that was sent to a process has been accepted without an exception. Of a message
   * that arrives more than once it is told once.
   */
  default void accepted(SimulatedPeer to, Adjustment adjustment) {}
}
