package berkeley.api;

/** Is told when a clock's state changes. */
@FunctionalInterface
public interface ClockListener {

  /**
   * The state changed.
   *
   * @param before the state until now
   * @param after the state from now on
   */
  void stateChanged(NodeState before, NodeState after);
}
