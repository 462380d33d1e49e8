package berkeley.node;

import berkeley.api.wire.Adjustment;

/**
 * Receives the corrections that a node has applied. Called under the node's lock, so it must return
 * quickly.
 */
@FunctionalInterface
public interface CorrectionListener {

  /** Does nothing. */
  CorrectionListener NONE = (id, adjustment) -> {};

  /**
   * Records a correction that has been applied.
   *
   * @param id the node
   * @param adjustment the correction
   */
  void corrected(String id, Adjustment adjustment);
}
