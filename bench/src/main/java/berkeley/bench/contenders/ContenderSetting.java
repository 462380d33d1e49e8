package berkeley.bench.contenders;

import berkeley.bench.process.OwnCheckout;
import java.time.Duration;

/**
 * What all contenders have in common from the start.
 *
 * @param checkout whose nodes are measured
 * @param period of their rounds, heartbeats and questions
 * @param seed from which the offsets at the start are drawn
 * @param stage what else is in place from the start
 */
record ContenderSetting(OwnCheckout checkout, Duration period, long seed, Stage stage) {

  /** What needs processes of its own. */
  enum Stage {
    /** Nothing. */
    PLAIN,
    /** The wall clock of the leader is one that can be stepped. */
    STEPPED,
    /** Messages take 10±3 ms in each direction. */
    SLOW
  }

  /** Returns whether messages are delayed. */
  boolean slow() {
    return stage == Stage.SLOW;
  }
}
