package berkeley.launcher.metrics;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.text.HumanFigures;
import java.time.Duration;

/**
 * Whether a node's clock is good enough to be relied upon: synchronised, and within a bound.
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

  /** The verdict. */
  public record Verdict(boolean ready, String line) {}

  /** Judges what a node says of itself. */
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
