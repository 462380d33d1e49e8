package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.chaos.ChaosMember.Impairment;
import berkeley.harness.process.NodePlan;
import berkeley.simulator.observation.CommonTime;
import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.TrueOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what is seen against the invariants: containment among all nodes whose oscillators are
 * within their limits, monotonicity, obedience and slew of each node, and that no clock is
 * corrected while there is no majority. For one thread.
 */
final class ChaosJudge {

  private static final String CONTAINMENT = "containment";
  private static final String HOLDOVER = "holdover";
  private static final double WORST_DRIFT_PPM = 100;

  private final InvariantChecker invariants;
  private final CommonTime commonTime =
      new CommonTime(ClockLimits.UNSTEERED.maxSlewPpm() + 2 * WORST_DRIFT_PPM);
  private final Map<String, Long> adjustmentsWithoutMajority = new HashMap<>();

  /**
   * Creates a judge.
   *
   * @param driftsPpm the drifts of the permanent nodes' oscillators
   */
  ChaosJudge(Map<String, Double> driftsPpm) {
    this.invariants = new InvariantChecker(ClockLimits.UNSTEERED.maxSlewPpm(), driftsPpm);
    driftsPpm.values().forEach(ppm -> requireWithin(Math.abs(ppm)));
  }

  private static void requireWithin(double ppm) {
    if (ppm > WORST_DRIFT_PPM) {
      throw new IllegalArgumentException(
          "drift: %s ppm is more than the %s ppm that the oracle allows for"
              .formatted(ppm, WORST_DRIFT_PPM));
    }
  }

  /** Checks one look. */
  void check(Collection<ChaosMember> members, Map<String, NodeStatus> seen) {
    seen.values().forEach(status -> invariants.saw(alone(status)));
    List<NodeStatus> honest =
        members.stream()
            .filter(member -> !member.has(Impairment.DRIFTING) && seen.containsKey(member.id()))
            .map(member -> seen.get(member.id()))
            .toList();
    commonTime.check(honest).forEach(line -> invariants.violated(CONTAINMENT, line));
  }

  private static Sighting alone(NodeStatus status) {
    return new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER);
  }

  /** Allows a node's oscillator so much more drift from now on. */
  void excuse(NodePlan node, double ppm) {
    invariants.excuse(node.id(), ppm);
  }

  /** Checks a look at those that are left, after every lease of a master must have ended. */
  void checkWithoutMajority(Map<String, NodeStatus> seen) {
    seen.forEach(
        (id, status) -> {
          Long before = adjustmentsWithoutMajority.putIfAbsent(id, status.adjustments());
          if (before != null && before != status.adjustments()) {
            invariants.violated(
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
            invariants.violated(
                HOLDOVER, "%s says %s although there is no majority".formatted(id, status.state()));
          }
        });
    adjustmentsWithoutMajority.clear();
  }

  InvariantChecker invariants() {
    return invariants;
  }
}
