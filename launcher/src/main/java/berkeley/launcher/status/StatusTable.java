package berkeley.launcher.status;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusReading;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of {@code status}, 80 columns wide. */
public final class StatusTable {

  private static final int WIDTH = 80;
  private static final String ROW = "%-12s %-6s %-12s %4s %9s %9s %10s %9s";

  private StatusTable() {}

  public static List<String> of(ClusterStatus survey) {
    List<String> lines = new ArrayList<>();
    lines.add(row("NODE", "ROLE", "STATE", "TERM", "OFFSET", "BOUND", "FREQUENCY", "RTT"));
    survey.nodes().forEach(node -> addNode(lines, node, survey));
    for (ClusterStatus.Foreign clock : survey.foreign()) {
      lines.add(
          row(
              clock.id(),
              "SLAVE",
              "(foreign)",
              "-",
              offset(clock.id(), survey),
              "-",
              "-",
              rtt(clock.id(), survey)));
      addOutcome(lines, clock.id(), survey);
    }
    for (ClusterStatus.Silent silent : survey.unreachable()) {
      lines.add(cut("%-12s %-6s UNREACHABLE  %s".formatted(silent.id(), "-", silent.reason())));
    }
    for (ClusterStatus.Silent registry : survey.missingRegistries()) {
      lines.add(cut("registry %s: %s".formatted(registry.id(), registry.reason())));
    }
    lines.add(summary(survey));
    addTicks(lines, survey.nodes());
    return lines;
  }

  private static void addNode(List<String> lines, NodeStatus node, ClusterStatus survey) {
    lines.add(
        row(
            node.id(),
            node.role().name(),
            node.state().name(),
            Long.toString(node.term()),
            HumanFigures.signed(node.offsetNanos()),
            HumanFigures.nanos(node.errorBoundNanos()),
            HumanFigures.ppm(node.frequencyPpm()).replace(" ppm", "ppm"),
            rtt(node.id(), survey)));
    Long age = StatusReading.sinceAdjustedNanos(node);
    if (age == null) {
      lines.add("             not corrected yet");
    } else if (age > 0 && node.state() != NodeState.SYNCHRONISED) {
      lines.add("             last corrected %s ago".formatted(HumanFigures.nanos(age)));
    }
    if (node.state() != NodeState.NEWCOMER && node.errorBoundNanos() == Long.MAX_VALUE) {
      lines.add("             a textbook's clock: gives no interval");
    }
    addOutcome(lines, node.id(), survey);
  }

  private static void addOutcome(List<String> lines, String id, ClusterStatus survey) {
    survey
        .member(id)
        .filter(member -> member.outcome() != Outcome.ACCEPTED)
        .ifPresent(
            member ->
                lines.add(cut("             %s: %s".formatted(member.outcome(), member.reason()))));
  }

  private static String offset(String id, ClusterStatus survey) {
    return survey.member(id).map(MemberReport::offsetNanos).map(HumanFigures::signed).orElse("-");
  }

  private static String rtt(String id, ClusterStatus survey) {
    return survey
        .member(id)
        .filter(member -> member.outcome() != Outcome.UNREACHABLE)
        .map(MemberReport::rttNanos)
        .map(HumanFigures::nanos)
        .orElse("-");
  }

  private static String summary(ClusterStatus survey) {
    String round =
        survey
            .newestRound()
            .map(
                r ->
                    ", round %d took %s"
                        .formatted(r.round(), HumanFigures.nanos(r.durationNanos())))
            .orElse("");
    return survey
        .leader()
        .map(leader -> "%s leads in term %d%s".formatted(leader.id(), leader.term(), round))
        .orElse("nobody leads");
  }

  /** Names the counters behind the nodes' clocks, with the nodes if they are not all alike. */
  private static void addTicks(List<String> lines, List<NodeStatus> nodes) {
    Map<String, List<String>> ids =
        nodes.stream()
            .collect(
                Collectors.groupingBy(
                    NodeStatus::ticksSource,
                    TreeMap::new,
                    Collectors.mapping(NodeStatus::id, Collectors.toList())));
    ids.forEach(
        (source, counting) ->
            lines.add(
                cut(
                    ids.size() == 1
                        ? "ticks: " + source
                        : "ticks: %s of %s".formatted(source, String.join(", ", counting)))));
  }

  private static String row(String... cells) {
    cells[0] = cells[0].length() > 12 ? cells[0].substring(0, 11) + "~" : cells[0];
    return cut(ROW.formatted((Object[]) cells));
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "~";
  }
}
