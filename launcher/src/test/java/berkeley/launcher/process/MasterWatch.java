package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.status.ClusterStatus;
import berkeley.simulator.observation.InvariantChecker;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.TrueOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionFactory;

/** Waits for masters, and checks the invariants of all readings meanwhile. For one thread. */
final class MasterWatch {

  private final Callable<ClusterStatus> survey;

  /** Monotonicity, obedience and slew; containment needs readings of the master in between. */
  private final InvariantChecker watch =
      new InvariantChecker(ClockLimits.UNSTEERED.maxSlewPpm(), Map.of());

  MasterWatch(Callable<ClusterStatus> survey) {
    this.survey = survey;
  }

  /** Waits until so many nodes obey one of them, in a term after the given one. */
  NodeStatus awaitMaster(ConditionFactory waiting, long afterTerm, int nodes) {
    return waiting
        .until(
            this::look,
            survey ->
                survey.nodes().size() == nodes
                    && survey.leader().filter(l -> l.term() > afterTerm).isPresent()
                    && survey.nodes().stream().allMatch(n -> obeys(n, survey.leader().get())))
        .leader()
        .orElseThrow();
  }

  /** Reads all nodes once. */
  ClusterStatus look() throws Exception {
    ClusterStatus seen = survey.call();
    seen.nodes().forEach(n -> watch.saw(new Sighting(n, TrueOffset.UNKNOWN, NodeState.NEWCOMER)));
    return seen;
  }

  /** Fails if an invariant was violated. */
  void requireClean() {
    assertTrue(watch.isClean(), () -> watch.examples().toString());
  }

  private static boolean obeys(NodeStatus node, NodeStatus leader) {
    return node.state() == NodeState.SYNCHRONISED
        && node.term() == leader.term()
        && node.master().equals(leader.id());
  }
}
