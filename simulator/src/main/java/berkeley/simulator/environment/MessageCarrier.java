package berkeley.simulator.environment;

/** Carries messages between processes: it may delay, lose, repeat and reorder them. */
@FunctionalInterface
public interface MessageCarrier {

  /** What a message is about: a path may treat kinds differently. */
  enum Kind {
    /** One reading of a clock. */
    PROBE,
    /** A correction. */
    CORRECTION,
    /** Anything else. */
    OTHER
  }

  /**
   * Sends a message.
   *
   * @param from the sender
   * @param to the receiver
   * @param kind what it is about
   * @param arrival happens when it arrives; perhaps never, perhaps more than once
   */
  void send(SimulatedProcess from, SimulatedProcess to, Kind kind, Runnable arrival);
}
