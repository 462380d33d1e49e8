package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.StatusWatch;
import berkeley.simulator.observation.TrueOffset;
import berkeley.simulator.promise.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what is seen against the promises, as a simulation and a record are; and against two rules
 * of elections: no two lives lead in one term, and no clock is corrected while there is no
 * majority. For one thread.
 */
final class ChaosJudge {

  private static final String HOLDOVER = "holdover";

  private final StatusWatch watch;
  private final InvariantChecker elections = InvariantChecker.ofObedience();
  private final Map<String, Long> adjustmentsWithoutMajority = new HashMap<>();

  /**
   * Creates a judge.
   *
   * @param startTicks the host's counter now
   * @param periodNanos the time between rounds
   * @param driftsPpm the drifts of the permanent nodes' oscillators
   */
  ChaosJudge(long startTicks, long periodNanos, Map<String, Double> driftsPpm) {
    watch = new StatusWatch(startTicks, periodNanos, true, 0, driftsPpm);
  }

  /** Checks one look. */
  void check(Map<String, NodeStatus> seen, long nowTicks, long tookNanos) {
    for (NodeStatus status : seen.values()) {
      elections.saw(new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER));
      watch.saw(status, nowTicks, tookNanos);
    }
  }

  /** Returns what takes the injector's word on whom its faults excuse. */
  StatusWatch excuses() {
    return watch;
  }

  /** Checks a look at those that are left, after every lease of a master must have ended. */
  void checkWithoutMajority(Map<String, NodeStatus> seen) {
    seen.forEach(
        (id, status) -> {
          Long before = adjustmentsWithoutMajority.putIfAbsent(id, status.adjustments());
          if (before != null && before != status.adjustments()) {
            elections.violated(
                HOLDOVER,
                "%s was corrected by %s in term %d while there was no majority"
                    .formatted(id, status.master(), status.term()));
          }
        });
  }

  /** Checks the last look before there is a majority again. */
  void checkEndWithoutMajority(Map<String, NodeStatus> seen) {
    seen.forEach(
        (id, status) -> {
          if (status.state() == NodeState.SYNCHRONISED) {
            elections.violated(
                HOLDOVER, "%s says %s although there is no majority".formatted(id, status.state()));
          }
        });
    adjustmentsWithoutMajority.clear();
  }

  /** Returns whether nothing was violated and no promise broken. */
  boolean isClean() {
    return elections.isClean() && watch.violations().isEmpty();
  }

  /** Returns how often each rule of elections was violated. */
  Map<String, Integer> violations() {
    return elections.violations();
  }

  /** Returns how often each promise was checked and broken. */
  Summary promises() {
    return watch.summary();
  }

  /** Returns descriptions of the first of what was violated. */
  List<String> examples() {
    List<String> examples = new ArrayList<>(elections.examples());
    watch.violations().forEach(each -> examples.add(each.toString()));
    return examples;
  }
}
