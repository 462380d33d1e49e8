package berkeley.harness.demo;

import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Snapshot;
import java.time.Duration;

/**
 * The result of the demonstration.
 *
 * @param rounds how many rounds it saw
 * @param term the newest round's term
 * @param master who led that round, empty before the first
 * @param nodes how many nodes were started
 * @param took the time from the first round to the last
 * @param before the nodes before the first round
 * @param after the nodes just after the last
 * @param spreads the true spread over time
 * @param watch how often each invariant was violated
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

  /** Returns whether all nodes are synchronised and no invariant was violated. */
  boolean reachedAim() {
    return isSynchronised() && watch.isClean();
  }
}
