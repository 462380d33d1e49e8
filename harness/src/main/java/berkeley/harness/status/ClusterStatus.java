package berkeley.harness.status;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one look into the registries found, each list in the order of the names.
 *
 * @param nodes full nodes, with what they say of themselves
 * @param foreign clocks that can be read and corrected but say nothing of themselves
 * @param unreachable names whose object did not answer
 * @param missingRegistries registries that did not answer, with the reason
 * @param newestRound the newest round of the master with the highest term
 */
public record ClusterStatus(
    List<NodeStatus> nodes,
    List<Foreign> foreign,
    List<Silent> unreachable,
    List<Silent> missingRegistries,
    Optional<RoundReport> newestRound) {

  /**
   * A clock of someone else's making.
   *
   * @param id its name in the registry
   * @param timeNanos what it answered
   */
  public record Foreign(String id, long timeNanos) {}

  /**
   * One that did not answer.
   *
   * @param id its name, or a registry's address
   * @param reason why not
   */
  public record Silent(String id, String reason) {}

  /** Copies the lists, in the order of the names. */
  public ClusterStatus {
    nodes = nodes.stream().sorted(Comparator.comparing(NodeStatus::id)).toList();
    foreign = foreign.stream().sorted(Comparator.comparing(Foreign::id)).toList();
    unreachable = unreachable.stream().sorted(Comparator.comparing(Silent::id)).toList();
    missingRegistries = List.copyOf(missingRegistries);
  }

  /** The node that leads: where several think so, the one with the highest term. */
  public Optional<NodeStatus> leader() {
    return nodes.stream()
        .filter(node -> node.role() == Role.MASTER)
        .max(Comparator.comparingLong(NodeStatus::term));
  }

  /** What the newest round found out about one member. */
  public Optional<MemberReport> member(String id) {
    return newestRound.flatMap(
        round -> round.members().stream().filter(member -> member.id().equals(id)).findFirst());
  }
}
