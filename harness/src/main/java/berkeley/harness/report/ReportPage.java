package berkeley.harness.report;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.dashboard.PageAssets;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.text.HumanFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report as one page that needs no other file and no network: style, chart library, figures and
 * tables are part of it.
 */
final class ReportPage {

  static final String CUT =
      "the record breaks off in the middle of a line; this shows what comes before that";

  private ReportPage() {}

  static String of(RunDigest run, String name, boolean isCut) {
    String page = PageAssets.text("dashboard/report.html");
    for (Map.Entry<String, String> part :
        Map.of(
                "title", HtmlText.text(name),
                "notes", notes(run, isCut),
                "summary", summary(run),
                "tables", ReportTables.nodes(run) + ReportTables.rounds(run),
                "events", ReportTables.events(run))
            .entrySet()) {
      page = page.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    return page.replace(
            "{{style}}", PageAssets.chartLibraryStyle() + PageAssets.text("dashboard/theme.css"))
        .replace("{{library}}", PageAssets.chartLibrary())
        .replace("{{charts}}", PageAssets.text("dashboard/charts.js"))
        .replace("{{script}}", PageAssets.text("dashboard/report.js"))
        .replace("{{data}}", PlotData.json(run));
  }

  private static String notes(RunDigest run, boolean isCut) {
    List<String> notes = new ArrayList<>();
    if (isCut) {
      notes.add(CUT);
    } else if (!run.hasEnded()) {
      notes.add("the record has no last line: whoever wrote it was ended before it could say so");
    }
    if (run.rounds() == 0) {
      notes.add("there is no round in it");
    }
    StringBuilder html = new StringBuilder();
    notes.forEach(
        note -> html.append("<p class=\"note\">").append(HtmlText.text(note)).append("</p>"));
    return html.toString();
  }

  private static String summary(RunDigest run) {
    Header header = run.header();
    List<String> parts = new ArrayList<>();
    parts.add("Recorded by %s, %s.".formatted(header.program(), header.startedUtc()));
    parts.add(
        "%d nodes and %d rounds in %s."
            .formatted(run.nodes().size(), run.rounds(), HumanFigures.nanos(run.lastNanos())));
    if (header.periodNanos() > 0) {
      parts.add("A round every %s.".formatted(HumanFigures.nanos(header.periodNanos())));
    }
    if (!header.average().isEmpty()) {
      parts.add("Average: %s.".formatted(header.average()));
    }
    if (header.seed() != 0) {
      parts.add("Seed %d.".formatted(header.seed()));
    }
    if (!run.master().isEmpty()) {
      parts.add("In the end %s led in term %d.".formatted(run.master(), run.newestTerm()));
    }
    TimeSeries spreads = run.spreads();
    if (spreads.rows() > 0) {
      parts.add(
          "True spread: %s at first, %s in the end."
              .formatted(
                  HumanFigures.nanos((long) spreads.at(0, 1)),
                  HtmlText.figure(HumanFigures.nanos((long) spreads.at(spreads.rows() - 1, 1)))));
    }
    return HtmlText.text(String.join(" ", parts));
  }

  /** Returns the role of a node, for the tables. */
  static String role(NodeStatus node) {
    return node == null ? "-" : node.role().name();
  }
}
