package berkeley.launcher.status;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.harness.console.JsonLine;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusReading;
import berkeley.simulator.recording.ClockDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The output of {@code status --json}. */
public final class StatusJson {

  private StatusJson() {}

  public static String of(ClusterStatus survey) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("term", survey.leader().map(NodeStatus::term).orElse(null));
    document.put("master", survey.leader().map(NodeStatus::id).orElse(null));
    document.put("nodes", survey.nodes().stream().map(node -> node(node, survey)).toList());
    document.put(
        "foreign", survey.foreign().stream().map(clock -> foreign(clock, survey)).toList());
    document.put("unreachable", silent("id", survey.unreachable()));
    document.put("registries_unreachable", silent("registry", survey.missingRegistries()));
    return JsonLine.line(document);
  }

  private static Map<String, Object> node(NodeStatus node, ClusterStatus survey) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", node.id());
    values.put("role", node.role().name());
    values.put("state", node.state().name());
    values.put("term", node.term());
    values.put("master", node.master());
    values.put("pid", node.pid());
    ClockDocument.addTo(values, node);
    values.put("last_adjusted_age_ns", StatusReading.sinceAdjustedNanos(node));
    values.put("ticks_source", node.ticksSource());
    addRound(values, node.id(), survey);
    return values;
  }

  private static Map<String, Object> foreign(ClusterStatus.Foreign clock, ClusterStatus survey) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", clock.id());
    values.put("time_ns", clock.timeNanos());
    addRound(values, clock.id(), survey);
    return values;
  }

  private static void addRound(Map<String, Object> values, String id, ClusterStatus survey) {
    survey
        .member(id)
        .ifPresent(
            member -> {
              values.put("rtt_ns", member.rttNanos());
              values.put("outcome", member.outcome().name());
              if (member.outcome() != Outcome.ACCEPTED) {
                values.put("reason", member.reason());
              }
            });
  }

  private static List<Map<String, String>> silent(String key, List<ClusterStatus.Silent> silent) {
    return silent.stream()
        .map(
            each -> {
              Map<String, String> values = new LinkedHashMap<>();
              values.put(key, each.id());
              values.put("reason", each.reason());
              return values;
            })
        .toList();
  }
}
