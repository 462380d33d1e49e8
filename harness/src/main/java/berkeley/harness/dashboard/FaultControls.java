package berkeley.harness.dashboard;

import java.util.Map;

/**
 * Carries out what a page orders for the nodes that it shows: for a demonstration's own processes
 * only. Called by several threads; each call may take as long as starting a process does.
 */
public interface FaultControls {

  /**
   * Carries out an order.
   *
   * @param action such as {@code kill}
   * @param id of the node; empty for orders that concern the whole cluster
   * @param values further values of the action, such as {@code by}
   * @return what was done, in words
   * @throws IllegalArgumentException if there is no such action or node, or it cannot be done to it
   *     now; the message tells why
   */
  String apply(String action, String id, Map<String, String> values);

  /**
   * Returns whether delays and cuts can be ordered too; where not, the page tells what they need.
   */
  default boolean reachNetwork() {
    return false;
  }
}
