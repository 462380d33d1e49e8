package berkeley.harness.report;

import berkeley.harness.dashboard.PageAssets;
import berkeley.harness.dashboard.PageBundle;
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

  static String of(RunDigest run, EmbeddedRecord record, String name, boolean isCut) {
    String page = PageAssets.text("dashboard/report.html");
    for (Map.Entry<String, String> part :
        Map.of(
                "title", HtmlText.text(name),
                "notes", notes(run, record, isCut),
                "summary", summary(run),
                "tables", ReportTables.nodes(run) + ReportTables.rounds(run),
                "events", ReportTables.events(run))
            .entrySet()) {
      page = page.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    String script =
        PageAssets.text("dashboard/report.mjs").replace("\"../view/", "\"berkeley/view/");
    return page.replace(
            "{{style}}", PageAssets.chartLibraryStyle() + PageAssets.text("view/view.css"))
        .replace("{{library}}", PageAssets.chartLibrary())
        .replace("{{modules}}", PageBundle.importMap())
        .replace("{{script}}", script)
        .replace("{{record}}", record.text());
  }

  private static String notes(RunDigest run, EmbeddedRecord record, boolean isCut) {
    List<String> notes = new ArrayList<>();
    if (isCut) {
      notes.add(CUT);
    } else if (!run.hasEnded()) {
      notes.add("the record has no last line: whoever wrote it was ended before it could say so");
    }
    if (run.rounds() == 0) {
      notes.add("there is no round in it");
    }
    if (!record.leftOut().isEmpty()) {
      notes.add(record.leftOut());
    }
    StringBuilder html = new StringBuilder();
    notes.forEach(
        note -> html.append("<p class=\"remark\">").append(HtmlText.text(note)).append("</p>"));
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
    if (run.firstSpread().isPresent()) {
      parts.add(
          "True spread: %s at first, %s in the end."
              .formatted(
                  HumanFigures.nanos(run.firstSpread().getAsLong()),
                  HumanFigures.nanos(run.lastSpread().getAsLong())));
    }
    return HtmlText.text(String.join(" ", parts));
  }
}
