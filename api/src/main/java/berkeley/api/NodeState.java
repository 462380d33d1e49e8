package berkeley.api;

/**
 * How far a node's clock can be trusted.
 *
 * <pre>
 * NEWCOMER ----correction----> SYNCHRONISED &lt;--correction-- HOLDOVER
 *                                |   ^   '---silence-----------^
 *                      this process slept |
 *                                v   |correction
 *                              SUSPENDED
 * </pre>
 */
public enum NodeState {
  /** Not synchronised since its start: it has no cluster time to give. */
  NEWCOMER,
  /** Corrected by a master within the holdover limit. */
  SYNCHRONISED,
  /**
   * Synchronised once, now without a master: runs on at its estimated frequency, its bound growing.
   */
  HOLDOVER,
  /**
   * This process or its host slept, and no correction has arrived since; the bound covers the
   * sleep.
   */
  SUSPENDED
}
