package berkeley.harness.demo;

import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Snapshot;
import java.time.Duration;

/**
 * What came of the demonstration.
 *
 * @param rounds how many rounds it saw
 * @param term the newest round's term
 * @param master who led that round, empty before the first
 * @param nodes how many nodes there should be
 * @param took from the first round to the last
 * @param before the nodes before the first round
 * @param after the nodes just after the last
 * @param spreads the true spread over time
 * @param watch the invariants
 */
record DemoResult(
    long rounds,
    long term,
    String master,
    int nodes,
    Duration took,
    Snapshot before,
    Snapshot after,
    SpreadHistory spreads,
    InvariantChecker watch) {

  boolean isSynchronised() {
    return after.isSynchronised(nodes);
  }

  /** Whether the demonstration shows what it promises. */
  boolean reachedAim() {
    return isSynchronised() && watch.isClean();
  }
}
