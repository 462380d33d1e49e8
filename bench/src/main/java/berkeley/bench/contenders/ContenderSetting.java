package berkeley.bench.contenders;

import berkeley.bench.process.OwnCheckout;
import java.time.Duration;

/**
 * What all contenders are given alike, from the start.
 *
 * @param checkout whose nodes are measured
 * @param period of their rounds, heartbeats and questions
 * @param seed what the offsets at the start follow from
 * @param stage what else must hold from the start
 */
record ContenderSetting(OwnCheckout checkout, Duration period, long seed, Stage stage) {

  /** What processes of their own are needed for. */
  enum Stage {
    /** Nothing. */
    PLAIN,
    /** The wall clock of the leader is one that can be stepped. */
    STEPPED,
    /** Messages take 10±3 ms each way. */
    SLOW
  }

  /** Whether messages take their time. */
  boolean slow() {
    return stage == Stage.SLOW;
  }
}
