package berkeley.harness.chaos;

import java.time.Duration;
import java.util.List;

/**
 * The result of a run.
 *
 * @param settings of the run
 * @param took from the first fault to the recovery from the last one
 * @param faults those that were injected
 * @param skipped how many were not injected, because no node qualified
 * @param spreads the true spread over time
 * @param elections how many masterships began after the first
 * @param term the newest
 * @param master who leads in the end, empty if nobody does
 * @param judge how often each promise, and each rule of elections, was checked and violated
 * @param failure why it ended early, apart from violations; empty if it did not
 * @param log what happened
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
    ChaosJudge judge,
    String failure,
    ChaosLog log) {

  boolean reachedAim() {
    return judge.isClean() && failure.isEmpty();
  }
}
