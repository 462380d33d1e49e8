package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Containment without a master to compare with: at any instant one time lies within the intervals
 * of all nodes.
 *
 * <p><b>Problem.</b> A node's distance to the master's clock must be at most its bound. But which
 * node is the master while the old one is dead and the next one not yet known, and what may a node
 * report that knows of neither?
 *
 * <p><b>Idea.</b> If the intervals of two nodes do not overlap, an instant that is certainly past
 * on one node is certainly still to come on the other. So, master or not, no two nodes may be
 * farther apart than their bounds together. A master reports a bound of zero, so with it this is
 * the usual containment; and since intervals that meet two by two all meet, there is a cluster time
 * that contradicts no node.
 *
 * <p><b>Limit.</b> Two readings are some milliseconds apart; in between both clocks may change
 * their rates, which the tolerance allows for. It compares symmetric intervals; a node that reports
 * only the larger of its two sides is taken to be as wrong on the other. Nodes whose ticks are of
 * different sources cannot be compared.
 */
public final class CommonTime {

  private static final long ROUNDING_NANOS = 2;

  private final double rateLimitRatio;

  /**
   * Creates the check.
   *
   * @param rateLimitPpm by how much any clock may run faster or slower than its ticks
   */
  public CommonTime(double rateLimitPpm) {
    this.rateLimitRatio = rateLimitPpm * 1e-6;
  }

  /**
   * Judges all pairs of nodes that have shown a time.
   *
   * @param nodes seen within moments, those with a broken oscillator left out
   * @return what was violated, a line for each pair
   */
  public List<String> check(List<NodeStatus> nodes) {
    List<NodeStatus> shown =
        nodes.stream().filter(node -> node.state() != NodeState.NEWCOMER).toList();
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      for (NodeStatus other : shown.subList(i + 1, shown.size())) {
        if (apart(shown.get(i), other)) {
          violations.add(line(shown.get(i), other));
        }
      }
    }
    return violations;
  }

  private boolean apart(NodeStatus one, NodeStatus other) {
    if (!one.sharesTicksWith(other)) {
      return false;
    }
    long distance = Math.abs(one.reading().offsetAgainst(other.reading()));
    long between = Math.abs(one.reading().ticksNanos() - other.reading().ticksNanos());
    double tolerance = Math.ceil(between * rateLimitRatio) + ROUNDING_NANOS;
    return distance - tolerance > (double) one.errorBoundNanos() + other.errorBoundNanos();
  }

  private static String line(NodeStatus one, NodeStatus other) {
    return "%s and %s are %d ns apart, more than their bounds together (read %d ns apart)"
        .formatted(
            claim(one),
            claim(other),
            one.reading().offsetAgainst(other.reading()),
            other.reading().ticksNanos() - one.reading().ticksNanos());
  }

  private static String claim(NodeStatus node) {
    return "%s (%s %s, term %d, obeys %s, bound %d ns)"
        .formatted(
            node.id(),
            node.role(),
            node.state(),
            node.term(),
            node.master().isEmpty() ? "nobody" : node.master(),
            node.errorBoundNanos());
  }
}
