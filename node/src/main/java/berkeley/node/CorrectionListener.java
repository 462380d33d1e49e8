package berkeley.node;

import berkeley.api.wire.Adjustment;

/** Is told of the corrections that a node has applied. Called under the node's lock: quick. */
@FunctionalInterface
public interface CorrectionListener {

  /** Tells nobody. */
  CorrectionListener NONE = (id, adjustment) -> {};

  /**
   * Records a correction that has been applied.
   *
   * @param id the node
   * @param adjustment the correction
   */
  void corrected(String id, Adjustment adjustment);
}
