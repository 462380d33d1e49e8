package berkeley.harness.record;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.FileProblem;
import berkeley.simulator.recording.RecordLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes a record to its file. Each round and event is flushed at once, so that a killed writer
 * loses little. A full disk ends the record and not the run, which is reported once. Safe for use
 * by several threads.
 */
public final class RecordWriter implements Consumer<RecordLine>, AutoCloseable {

  private final Path file;
  private final BufferedWriter out;
  private final Consumer<String> complaints;
  private boolean ended;

  private RecordWriter(Path file, BufferedWriter out, Consumer<String> complaints) {
    this.file = file;
    this.out = out;
    this.complaints = complaints;
  }

  /**
   * Opens the file and replaces its content.
   *
   * @param file to write
   * @param complaints receives a line if writing fails later
   * @throws CommandFailure with exit code 3 if it cannot be written
   */
  public static RecordWriter open(Path file, Consumer<String> complaints) {
    try {
      return new RecordWriter(
          file, Files.newBufferedWriter(file, StandardCharsets.UTF_8), complaints);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "%s cannot be written (%s); give another file to --record"
              .formatted(file, FileProblem.reason(e)),
          e);
    }
  }

  @Override
  public synchronized void accept(RecordLine line) {
    if (ended) {
      return;
    }
    try {
      out.write(RecordJson.of(line));
      out.write('\n');
      if (!(line instanceof RecordLine.Sample)) {
        out.flush();
      }
    } catch (IOException e) {
      ended = true;
      complaints.accept("the record in %s ends here: %s".formatted(file, FileProblem.reason(e)));
    }
  }

  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      out.close();
    } catch (IOException e) {
      complaints.accept(
          "the record in %s lacks its end: %s".formatted(file, FileProblem.reason(e)));
    }
  }
}
