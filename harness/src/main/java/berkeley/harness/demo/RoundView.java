package berkeley.harness.demo;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;

/**
 * Shows the demonstration while it runs. Called by one thread, between two readings of the clocks.
 */
public interface RoundView {

  /** Shows a line of progress while the processes start. */
  void progress(String line);

  /** Shows a line that a master prints of what it does, where it explains its rounds. */
  default void told(String line) {}

  /**
   * Shows a round that is over.
   *
   * @param report what the master found
   * @param truth what the oracle saw just after
   */
  void round(RoundReport report, Snapshot truth);

  /**
   * Shows a reading of all clocks; called many times a second, and after each round.
   *
   * @param truth what the oracle saw
   */
  default void looked(Snapshot truth) {}
}
