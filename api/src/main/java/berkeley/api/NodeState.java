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
 *
 * any but NEWCOMER ----contradiction----> CONTRADICTED ----two corrections that agree----> SYNCHRONISED
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
  SUSPENDED,
  /**
   * A correction contradicted what this node knew, so one of the two is wrong, or this host's
   * counter is. Node time runs on; there is no interval until two corrections in a row agree.
   */
  CONTRADICTED
}
