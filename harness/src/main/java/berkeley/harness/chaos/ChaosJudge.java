package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.chaos.ChaosMember.Wrong;
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
 * Holds what is seen against the invariants: containment among all nodes whose oscillators are what
 * they should be, monotonicity, obedience and slew of each node, and that nobody's clock is touched
 * while there is no majority. For one thread.
 */
final class ChaosJudge {

  private static final String CONTAINMENT = "containment";
  private static final String HOLDOVER = "holdover";
  private static final double WORST_DRIFT_PPM = 100;

  private final InvariantChecker watch;
  private final CommonTime commonTime =
      new CommonTime(ClockLimits.DEFAULT.maxSlewPpm() + 2 * WORST_DRIFT_PPM);
  private final Map<String, Long> adjustmentsWithoutMajority = new HashMap<>();

  /**
   * A jury.
   *
   * @param driftsPpm what the permanent nodes' oscillators are off by
   */
  ChaosJudge(Map<String, Double> driftsPpm) {
    this.watch = new InvariantChecker(ClockLimits.DEFAULT.maxSlewPpm(), driftsPpm);
    driftsPpm.values().forEach(ppm -> requireWithin(Math.abs(ppm)));
  }

  private static void requireWithin(double ppm) {
    if (ppm > WORST_DRIFT_PPM) {
      throw new IllegalArgumentException(
          "drift: %s ppm is more than the %s ppm that the oracle allows for"
              .formatted(ppm, WORST_DRIFT_PPM));
    }
  }

  /** Judges one look. */
  void saw(Collection<ChaosMember> members, Map<String, NodeStatus> seen) {
    seen.values().forEach(status -> watch.saw(alone(status)));
    List<NodeStatus> honest =
        members.stream()
            .filter(member -> !member.has(Wrong.DRIFTING) && seen.containsKey(member.id()))
            .map(member -> seen.get(member.id()))
            .toList();
    commonTime.check(honest).forEach(line -> watch.violated(CONTAINMENT, line));
  }

  private static Sighting alone(NodeStatus status) {
    return new Sighting(status, TrueOffset.UNKNOWN, NodeState.NEWCOMER);
  }

  /** From now on this node's oscillator may be off by so much more. */
  void excuse(NodePlan node, double ppm) {
    watch.excuse(node.id(), ppm);
  }

  /** Judges a look at those that are left, after every lease of a master must have ended. */
  void sawWithoutMajority(Map<String, NodeStatus> seen) {
    seen.forEach(
        (id, status) -> {
          Long before = adjustmentsWithoutMajority.putIfAbsent(id, status.adjustments());
          if (before != null && before != status.adjustments()) {
            watch.violated(
                HOLDOVER,
                "%s was corrected by %s in term %d while there was no majority"
                    .formatted(id, status.master(), status.term()));
          }
        });
  }

  /** Judges the last look before the majority comes back. */
  void sawEndWithoutMajority(Map<String, NodeStatus> seen) {
    seen.forEach(
        (id, status) -> {
          if (status.state() == NodeState.SYNCHRONISED) {
            watch.violated(
                HOLDOVER, "%s says %s although there is no majority".formatted(id, status.state()));
          }
        });
    adjustmentsWithoutMajority.clear();
  }

  InvariantChecker watch() {
    return watch;
  }
}
