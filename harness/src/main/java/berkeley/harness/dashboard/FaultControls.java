package berkeley.harness.dashboard;

import java.util.Map;

/**
 * What a page may do to the nodes that it shows: for a demonstration's own processes only. Called
 * by several threads; each call may take as long as starting a process does.
 */
public interface FaultControls {

  /**
   * Does it.
   *
   * @param action such as {@code kill}
   * @param id to which node; empty for those that concern the whole cluster
   * @param values what else the action needs, such as {@code by}
   * @return what was done, in words
   * @throws IllegalArgumentException if there is no such action or node, or it cannot be done to it
   *     now; the message says why
   */
  String apply(String action, String id, Map<String, String> values);

  /** Whether delays and cuts can be ordered too; the page says what is needed where they cannot. */
  default boolean reachNetwork() {
    return false;
  }
}
