package berkeley.api.environment;

import java.util.random.RandomGenerator;

/**
 * Everything that one life of a node takes from outside: time, timers, messages, the list of
 * members and randomness. There are two: real processes over RMI, and virtual time.
 *
 * <p>What decides runs on {@link #loop()} and changes its state there alone, one event after
 * another. So an implementation owes that every callback it is handed runs on that loop, as an
 * event of its own and never inside the call that asked for it. Nothing here blocks.
 */
public interface NodeEnvironment {

  /**
   * Reads the node's raw monotonic counter. Safe for any thread.
   *
   * @return nanoseconds from an arbitrary origin; never goes back. Differences are taken by
   *     subtraction, so it may wrap
   */
  long ticks();

  /**
   * Reads the host's wall clock. It may be set at any time, so nothing is measured with it. Safe
   * for any thread.
   *
   * @return nanoseconds since the Unix epoch
   */
  long wallNanos();

  /**
   * Tells for how long the node's host has been suspended, as {@link Ticks#suspendedNanos} has it.
   * Safe for any thread.
   *
   * @return nanoseconds, or {@link Ticks#NOT_TOLD}
   */
  default long suspendedNanos() {
    return Ticks.NOT_TOLD;
  }

  /** {@return the loop on which the node's state changes} */
  EventLoop loop();

  /** {@return the way to the other nodes} */
  Network network();

  /** {@return the list of the members of the node's cluster} */
  MemberRegistry members();

  /** {@return the node's source of random numbers; for the loop alone} */
  RandomGenerator random();
}
