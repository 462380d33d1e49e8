package berkeley.api;

/** Receives changes of a clock's state. See {@link SynchronizedClock#addListener}. */
@FunctionalInterface
public interface ClockListener {

  /**
   * Handles a change of state.
   *
   * @param before the previous state
   * @param after the new state
   */
  void stateChanged(NodeState before, NodeState after);
}
