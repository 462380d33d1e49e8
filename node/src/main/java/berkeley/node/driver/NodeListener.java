package berkeley.node.driver;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;

/** Is told what a node does, for its records. Called on the node's loop: must not block. */
public interface NodeListener {

  /** Records nothing. */
  NodeListener NONE =
      new NodeListener() {
        @Override
        public void began(String node, long term) {
          // Nobody wants to know.
        }

        @Override
        public void ended(String node, long term) {
          // Nobody wants to know.
        }

        @Override
        public void led(RoundReport report) {
          // Nobody wants to know.
        }

        @Override
        public void electionStep(String node, long term, String step, String master) {
          // Nobody wants to know.
        }
      };

  /** Records that a mastership of the node begins. */
  void began(String node, long term);

  /** Records that a mastership of the node is over. */
  void ended(String node, long term);

  /** Records a round that the node has led. */
  void led(RoundReport report);

  /** Records that a slave has sent its time to the node, which leads, and been answered. */
  default void pushed(PushReport report) {}

  /**
   * Records a step of an election.
   *
   * @param step ELECTED, STEPPED_DOWN, FOLLOWING or MASTER_SILENT
   * @param master the master that it is about
   */
  void electionStep(String node, long term, String step, String master);
}
