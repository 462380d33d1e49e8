package berkeley.harness.chaos;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of a cluster, by one look at its sound members.
 *
 * @param master the master that all of them follow, empty if there is none
 * @param oldestRoundTicks the ticks of the oldest among the members' newest corrections
 */
record ClusterHealth(Optional<NodeStatus> master, OptionalLong oldestRoundTicks) {

  /** The state of which nothing is known. */
  static final ClusterHealth NONE = new ClusterHealth(Optional.empty(), OptionalLong.empty());

  /**
   * Returns the state that a look shows.
   *
   * @param sound the names of those that should be synchronised
   * @param seen what was seen, by name
   */
  static ClusterHealth of(Collection<String> sound, Map<String, NodeStatus> seen) {
    List<NodeStatus> found =
        sound.stream().flatMap(id -> Optional.ofNullable(seen.get(id)).stream()).toList();
    Optional<NodeStatus> master =
        found.stream().filter(status -> status.role() == Role.MASTER).findFirst();
    boolean well =
        master.isPresent()
            && found.size() == sound.size()
            && found.stream().allMatch(status -> follows(status, master.get()));
    return well
        ? new ClusterHealth(
            master, found.stream().mapToLong(NodeStatus::lastAdjustedTicksNanos).min())
        : NONE;
  }

  /** Returns whether all follow one master and were corrected by it after some ticks. */
  boolean isWellSince(long ticks) {
    return oldestRoundTicks.isPresent() && oldestRoundTicks.getAsLong() - ticks > 0;
  }

  private static boolean follows(NodeStatus status, NodeStatus master) {
    return status.state() == NodeState.SYNCHRONISED
        && status.term() == master.term()
        && status.master().equals(master.id());
  }
}
