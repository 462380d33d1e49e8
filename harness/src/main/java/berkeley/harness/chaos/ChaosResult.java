package berkeley.harness.chaos;

import berkeley.simulator.observation.InvariantChecker;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param settings what was asked for
 * @param took how long the chaos lasted, to the recovery from its last fault
 * @param faults those that began
 * @param skipped how many hit nobody, because nobody qualified
 * @param spreads the true spread over time
 * @param elections how many masterships began after the first
 * @param term the newest
 * @param master who leads in the end, empty if nobody does
 * @param watch the invariants
 * @param failure why it ended early, apart from violations; empty if it did not
 * @param transcript what happened
 */
record ChaosResult(
    ChaosSettings settings,
    Duration took,
    List<ActiveFault> faults,
    int skipped,
    SpreadMeter spreads,
    long elections,
    long term,
    String master,
    InvariantChecker watch,
    String failure,
    ChaosLog transcript) {

  boolean reachedAim() {
    return watch.isClean() && failure.isEmpty();
  }
}
