package berkeley.launcher.cli;

import berkeley.harness.console.CommandFailure;
import berkeley.simulator.text.Units;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A file of nodes, as course projects start from: a line for each, of its id, host, port, start
 * time and delay, with blanks, commas or semicolons between them. What follows a # is a comment.
 */
public final class NodesFile {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");
  private static final String FORM = "id host port time delay: a 127.0.0.1 5001 02:50 20ms";

  private NodesFile() {}

  /**
   * A node of the file.
   *
   * @param id its name
   * @param host where it is to run
   * @param port the port on which it listens, 0 for any free one
   * @param time what its clock shows at the start
   * @param delay how long messages to it and from it take
   */
  public record Row(String id, String host, int port, LocalTime time, Duration delay) {}

  /**
   * Reads the file.
   *
   * @throws CommandFailure with exit code 3 if it cannot be read
   * @throws IllegalArgumentException naming the line that is wrong, and how to write it
   */
  public static List<Row> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.missing("--nodes: there is no file %s".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw CommandFailure.missing("--nodes: %s is not text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw CommandFailure.missing("--nodes: %s cannot be read (%s)".formatted(file, e), e);
    }
    List<Row> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        rows.add(row(file, i + 1, line, ids));
      }
    }
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "--nodes: %s has %d nodes, wanted 2 or more, the master first"
              .formatted(file, rows.size()));
    }
    return rows;
  }

  private static Row row(Path file, int number, String line, Set<String> ids) {
    try {
      String[] words = BETWEEN.split(line, -1);
      if (words.length != 5) {
        throw new IllegalArgumentException("%d values in place of 5".formatted(words.length));
      }
      if (!ID.matcher(words[0]).matches() || !ids.add(words[0])) {
        throw new IllegalArgumentException("'%s' is no name, or there twice".formatted(words[0]));
      }
      int port = Integer.parseInt(words[2]);
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port %d is not in 0..65535".formatted(port));
      }
      Duration delay = Units.duration(words[4]);
      if (delay.isNegative()) {
        throw new IllegalArgumentException("the delay %s is negative".formatted(words[4]));
      }
      return new Row(words[0], words[1], port, new TimeOfDayConverter().convert(words[3]), delay);
    } catch (IllegalArgumentException | TypeConversionException e) {
      String why = e instanceof NumberFormatException ? "the port is no number" : e.getMessage();
      throw new IllegalArgumentException(
          "--nodes: line %d of %s: %s; a line is %s".formatted(number, file, why, FORM), e);
    }
  }
}
