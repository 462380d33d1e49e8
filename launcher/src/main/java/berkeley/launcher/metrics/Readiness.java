package berkeley.launcher.metrics;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.text.HumanFigures;
import java.time.Duration;

/**
 * The criterion of readiness: a clock is synchronised, and its error bound is small enough.
 *
 * @param bound the error bound has to be below this; more than 0
 */
public record Readiness(Duration bound) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public Readiness {
    if (bound.isZero() || bound.isNegative()) {
      throw new IllegalArgumentException("ready-bound: %s is not above 0".formatted(bound));
    }
  }

  /** A result of the check. */
  public record Verdict(boolean ready, String line) {}

  /** Checks a node's status. */
  public Verdict of(NodeStatus node) {
    if (node.state() != NodeState.SYNCHRONISED) {
      return new Verdict(false, "not ready: %s is %s".formatted(node.id(), node.state()));
    }
    String found = HumanFigures.nanos(node.errorBoundNanos());
    String wanted = HumanFigures.nanos(bound.toNanos());
    return node.errorBoundNanos() < bound.toNanos()
        ? new Verdict(true, "ready: %s is within %s".formatted(node.id(), found))
        : new Verdict(
            false,
            "not ready: the bound of %s is %s, wanted below %s"
                .formatted(node.id(), found, wanted));
  }
}
