package berkeley.harness.report;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.simulator.recording.RecordLine.Event;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report's tables: before and after, the rounds, the events. */
final class ReportTables {

  private ReportTables() {}

  static String nodes(RunDigest run) {
    List<List<String>> rows = new ArrayList<>();
    run.nodes().forEach((id, node) -> rows.add(row(id, node)));
    return HtmlText.table(
        "Before and after: each clock's true offset against the master",
        List.of("node", "role", "state", "before", "after", "bound", "frequency", "last seen"),
        rows);
  }

  /** A node that did not answer in the end has neither role nor state then. */
  private static List<String> row(String id, NodeDigest node) {
    NodeStatus newest = node.newest();
    if (newest == null) {
      return List.of(id, "-", "-", "-", "-", "-", "-", "never");
    }
    boolean isSilent = node.silentSince().isPresent();
    return List.of(
        id,
        isSilent ? "-" : newest.role().name(),
        isSilent ? "SILENT" : newest.state().name(),
        signed(node.offsetBefore()),
        isSilent ? "-" : signed(node.offsetAfter()),
        isSilent ? "-" : HumanFigures.nanos(newest.errorBoundNanos()),
        HumanFigures.ppm(newest.frequencyPpm()),
        isSilent ? "at " + seconds(node.silentSince().getAsLong()) : "in the end");
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  static String rounds(RunDigest run) {
    List<List<String>> rows = new ArrayList<>();
    run.nodes()
        .forEach(
            (id, node) ->
                rows.add(
                    List.of(
                        id,
                        Long.toString(node.rounds(Outcome.ACCEPTED)),
                        Long.toString(node.rounds(Outcome.REJECTED)),
                        Long.toString(node.rounds(Outcome.NEWCOMER)),
                        Long.toString(node.rounds(Outcome.UNREACHABLE)),
                        plain(node.medianRoundTrip()),
                        plain(node.worstError()))));
    return HtmlText.table(
        "The votes: in how many rounds a member came out how",
        List.of(
            "node",
            "accepted",
            "rejected",
            "newcomer",
            "unreachable",
            "median round trip",
            "worst error"),
        rows);
  }

  static String events(RunDigest run) {
    List<List<String>> rows = new ArrayList<>();
    for (Event event : run.events()) {
      rows.add(
          List.of(
              seconds(event.atNanos()),
              event.kind().name().toLowerCase(Locale.ROOT),
              event.text()));
    }
    return HtmlText.table(
        "What happened: all %d events".formatted(run.events().size()),
        List.of("at", "what", "in words"),
        rows);
  }

  private static String signed(OptionalDouble nanos) {
    return nanos.isPresent() ? HumanFigures.signed((long) nanos.getAsDouble()) : "-";
  }

  private static String plain(OptionalDouble nanos) {
    return nanos.isPresent() ? HumanFigures.nanos((long) nanos.getAsDouble()) : "-";
  }
}
