package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a page from a recorded run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a page with plots and tables from a record that demo --record has written. The page"
          + " is one self-contained file.",
      "A record whose last line is incomplete still gives a report, which says so."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley report run.jsonl --out run.html --csv run.csv")
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The record.")
  private Path record;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file of the page (default: the record's name, with .html added).")
  private @Nullable Path out;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the samples as comma-separated values.")
  private @Nullable Path csv;

  @Option(
      names = "--shiviz",
      paramLabel = "FILE",
      description = "Also write the messages as a log for ShiViz.")
  private @Nullable Path shiviz;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    Path page = out != null ? out : record.resolveSibling(record.getFileName() + ".html");
    Report.Result result =
        new Report(record, page, Optional.ofNullable(csv), Optional.ofNullable(shiviz)).make();
    if (json) {
      System.out.println(JsonLine.line(result.document()));
    } else {
      result.lines().forEach(System.out::println);
    }
    return ExitCode.DONE;
  }
}
