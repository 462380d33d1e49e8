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
  /** Not synchronised yet in its present life: it has no cluster time to give. */
  NEWCOMER,
  /** Corrected by a master not long ago. */
  SYNCHRONISED,
  /**
   * Synchronised once, now without a master: runs on at its estimated frequency, its bound growing.
   */
  HOLDOVER,
  /** This process or its host slept; the bound says for how long the clock may have been wrong. */
  SUSPENDED
}
