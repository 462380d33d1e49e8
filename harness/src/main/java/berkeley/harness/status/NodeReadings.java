package berkeley.harness.status;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.status.ClusterStatus.Silent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Some nodes, read one after the other.
 *
 * @param byName the readings of those that answered, in the order in which they were asked
 * @param silent those that did not, with the reason
 */
public record NodeReadings(Map<String, StatusReading> byName, List<Silent> silent) {

  /** Copies both, in their order. */
  public NodeReadings {
    byName = new LinkedHashMap<>(byName);
    silent = List.copyOf(silent);
  }

  /** Returns what a node reported, if it answered. */
  public Optional<NodeStatus> status(String id) {
    return Optional.ofNullable(byName.get(id)).map(StatusReading::status);
  }

  /** Returns what all that answered reported, in their order. */
  public List<NodeStatus> statuses() {
    return byName.values().stream().map(StatusReading::status).toList();
  }

  /**
   * Returns what all reported.
   *
   * @throws CommandFailure naming those that did not answer
   */
  public List<NodeStatus> requireAll() {
    if (!silent.isEmpty()) {
      throw CommandFailure.aimMissed(
          silent.stream()
              .map(each -> "%s does not answer (%s)".formatted(each.id(), each.reason()))
              .collect(Collectors.joining("; ")));
    }
    return statuses();
  }
}
