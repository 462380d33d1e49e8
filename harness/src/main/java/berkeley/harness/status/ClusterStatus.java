package berkeley.harness.status;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.simulator.observation.NewestMaster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the registries of a cluster list, asked at once; each list in the order of the names.
 *
 * @param readings full nodes, each with its status
 * @param foreign clocks that can be read and corrected and have no status
 * @param unreachable names whose object did not answer, with the reason
 * @param missingRegistries registries that did not answer, with the reason
 * @param newestRound the newest round of the master with the highest term
 */
public record ClusterStatus(
    List<StatusReading> readings,
    List<Foreign> foreign,
    List<Silent> unreachable,
    List<Silent> missingRegistries,
    Optional<RoundReport> newestRound) {

  /**
   * A clock that has no status, since another program made it.
   *
   * @param id its name in the registry
   * @param timeNanos what it answered
   */
  public record Foreign(String id, long timeNanos) {}

  /**
   * A node or a registry that did not answer.
   *
   * @param id its name, or a registry's address
   * @param reason why not
   */
  public record Silent(String id, String reason) {}

  /** Copies the lists, in the order of the names. */
  public ClusterStatus {
    readings = readings.stream().sorted(Comparator.comparing(each -> each.status().id())).toList();
    foreign = foreign.stream().sorted(Comparator.comparing(Foreign::id)).toList();
    unreachable = unreachable.stream().sorted(Comparator.comparing(Silent::id)).toList();
    missingRegistries = List.copyOf(missingRegistries);
  }

  /** Returns the status of each full node. */
  public List<NodeStatus> nodes() {
    return readings.stream().map(StatusReading::status).toList();
  }

  /** Returns the node that leads: where several report so, the one with the highest term. */
  public Optional<NodeStatus> leader() {
    return NewestMaster.of(nodes().stream());
  }

  /** Returns what the newest round found out about one member. */
  public Optional<MemberReport> member(String id) {
    return newestRound.flatMap(
        round -> round.members().stream().filter(member -> member.id().equals(id)).findFirst());
  }

  /** Returns whether nothing is registered at all, answering or not. */
  public boolean isEmpty() {
    return nodes().isEmpty() && foreign.isEmpty() && unreachable.isEmpty();
  }

  /**
   * Fails with a line that names those who are there, unless a name is among them.
   *
   * @throws CommandFailure if no node has the name
   */
  public void requireKnown(String id) {
    List<String> names =
        Stream.of(
                nodes().stream().map(NodeStatus::id),
                foreign.stream().map(Foreign::id),
                unreachable.stream().map(Silent::id))
            .flatMap(each -> each)
            .sorted()
            .toList();
    if (!names.contains(id)) {
      throw CommandFailure.missing(
          "no node is called '%s'; there %s"
              .formatted(id, names.isEmpty() ? "is none yet" : "are " + String.join(", ", names)));
    }
  }
}
