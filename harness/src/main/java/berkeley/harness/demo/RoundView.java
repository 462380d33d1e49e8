package berkeley.harness.demo;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;

/** Shows the demonstration while it runs. Called by one thread, between two looks at the clocks. */
public interface RoundView {

  /** The fleet is coming up. */
  void progress(String line);

  /**
   * A round is over.
   *
   * @param report what the master found
   * @param truth what the oracle saw just after
   */
  void round(RoundReport report, Snapshot truth);

  /**
   * Somebody looked at all clocks; many times a second, and after each round.
   *
   * @param truth what the oracle saw
   */
  default void looked(Snapshot truth) {}
}
