package berkeley.node.election;

import java.util.List;

/**
 * One call of the machine: the time, and the resulting actions, in order.
 *
 * @param nowNanos the node's ticks
 * @param actions grows while the event is handled
 */
record ElectionStep(long nowNanos, List<ElectionAction> actions) {

  void emit(ElectionAction action) {
    actions.add(action);
  }
}
