package berkeley.simulator.textbook;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;

/** Is told what a textbook's master does, on its loop. */
public interface TextbookListener {

  /**
   * A round is over.
   *
   * @param report what was done
   * @param masterNanos what the master's clock would show now if the round had not corrected it
   */
  void led(RoundReport report, long masterNanos);

  /** A slave has sent its time, and been answered. */
  void pushed(PushReport report);

  /** All rounds that were asked for are done. */
  default void done() {}
}
