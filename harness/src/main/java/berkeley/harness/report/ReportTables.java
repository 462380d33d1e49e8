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
    run.nodes()
        .forEach(
            (id, node) -> {
              NodeStatus newest = node.newest();
              rows.add(
                  List.of(
                      id,
                      ReportPage.role(newest),
                      newest == null ? "-" : newest.state().name(),
                      signed(node.offsetBefore()),
                      signed(node.offsetAfter()),
                      newest == null ? "-" : HumanFigures.nanos(newest.errorBoundNanos()),
                      newest == null ? "-" : HumanFigures.ppm(newest.frequencyPpm())));
            });
    return HtmlText.table(
        "Before and after: each clock's true offset against the master",
        List.of("node", "role", "state", "before", "after", "bound", "frequency"),
        rows);
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
              String.format(Locale.ROOT, "%.1f s", event.atNanos() / 1e9),
              event.kind().name().toLowerCase(Locale.ROOT),
              event.text()));
    }
    String more =
        run.eventsLeftOut() == 0
            ? ""
            : "<p class=\"note\">and %d more; the record has them all</p>"
                .formatted(run.eventsLeftOut());
    return HtmlText.table("What happened", List.of("at", "what", "in words"), rows) + more;
  }

  private static String signed(OptionalDouble nanos) {
    return nanos.isPresent() ? HumanFigures.signed((long) nanos.getAsDouble()) : "-";
  }

  private static String plain(OptionalDouble nanos) {
    return nanos.isPresent() ? HumanFigures.nanos((long) nanos.getAsDouble()) : "-";
  }
}
