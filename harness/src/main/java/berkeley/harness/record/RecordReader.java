package berkeley.harness.record;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.FileProblem;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from its file, one line at a time. A last line that was cut short, as when the
 * writer is killed or the disk is full, is left out and reported; with any error before that the
 * file is no record.
 */
public final class RecordReader {

  private RecordReader() {}

  /**
   * Reads a whole record.
   *
   * @param file to read
   * @param sink receives each line in its order, the header first
   * @return whether the last line was cut short
   * @throws CommandFailure with exit code 3 if it cannot be read or is no record
   */
  public static boolean read(Path file, Consumer<RecordLine> sink) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      sink.accept(header(file, lines.readLine()));
      return readRest(file, lines, sink);
    } catch (CharacterCodingException e) {
      throw notARecord(file, "it is not text", e);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
    }
  }

  private static RecordLine header(Path file, @Nullable String first) {
    if (first == null) {
      throw notARecord(file, "it is empty", null);
    }
    try {
      return RecordParser.parse(first)
          .filter(Header.class::isInstance)
          .orElseThrow(() -> notARecord(file, "its first line is no header", null));
    } catch (IllegalArgumentException e) {
      throw notARecord(file, "line 1: " + e.getMessage(), e);
    }
  }

  private static boolean readRest(Path file, BufferedReader lines, Consumer<RecordLine> sink)
      throws IOException {
    long number = 1;
    for (String line = lines.readLine(); line != null; ) {
      number++;
      String next = lines.readLine();
      Optional<RecordLine> parsed;
      try {
        parsed = RecordParser.parse(line);
      } catch (IllegalArgumentException e) {
        if (next == null) {
          return true;
        }
        throw notARecord(file, "line %d: %s".formatted(number, e.getMessage()), e);
      }
      parsed.ifPresent(sink);
      line = next;
    }
    return false;
  }

  private static CommandFailure notARecord(Path file, String why, @Nullable Throwable cause) {
    return CommandFailure.missing(
        "%s is no record (%s); make one with berkeley demo --record FILE".formatted(file, why),
        cause);
  }
}
