package berkeley.harness.report;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.OutputFiles;
import berkeley.harness.record.RecordReader;
import berkeley.simulator.recording.RecordLine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a page, and other forms if they are wanted, from a record. Reads the record once.
 *
 * @param record the file to read
 * @param page where the page goes
 * @param csv where the samples go as comma-separated values
 * @param shiviz where the messages go as a log for ShiViz
 */
public record Report(Path record, Path page, Optional<Path> csv, Optional<Path> shiviz) {

  /**
   * Makes the report.
   *
   * @return the result
   * @throws CommandFailure with exit code 3 if the record cannot be read, is none, or a file cannot
   *     be written; 2 if one would be written over the record or over another
   */
  public Result make() {
    RunDigest run = new RunDigest();
    EmbeddedRecord embedded = new EmbeddedRecord();
    List<Consumer<RecordLine>> sinks = new ArrayList<>(List.of(run, embedded));
    try (OutputFiles files = new OutputFiles(List.of(record))) {
      PrintWriter html = files.text("--out", page);
      csv.ifPresent(file -> sinks.add(new CsvLines(files.text("--csv", file))));
      shiviz.ifPresent(file -> sinks.add(new ShivizLines(files.text("--shiviz", file))));
      boolean isCut = RecordReader.read(record, line -> sinks.forEach(sink -> sink.accept(line)));
      String text = ReportPage.of(run, embedded, record.getFileName().toString(), isCut);
      html.write(text);
      files.complete();
      long bytes = text.getBytes(StandardCharsets.UTF_8).length;
      return new Result(page, run.rounds(), run.nodes().size(), isCut, bytes);
    }
  }

  /**
   * The result of a report.
   *
   * @param page where it is
   * @param rounds how many rounds the record has
   * @param nodes how many nodes
   * @param isCut whether the record's last line was cut short
   * @param bytes the page's size
   */
  public record Result(Path page, long rounds, int nodes, boolean isCut, long bytes) {

    /** Returns the result as lines of text. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (isCut) {
        lines.add(ReportPage.CUT);
      }
      lines.add(
          "%s: %d nodes, %d rounds, %d kB".formatted(page, nodes, rounds, (bytes + 999) / 1_000));
      return lines;
    }

    /** Returns the result as a document. */
    public Map<String, Object> document() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("page", page.toString());
      values.put("nodes", nodes);
      values.put("rounds", rounds);
      values.put("truncated", isCut);
      values.put("page_bytes", bytes);
      return values;
    }
  }
}
