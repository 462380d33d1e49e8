package berkeley.harness.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one line on stdout with which a long-running process says that it serves: {@code READY id=a
 * registry=127.0.0.1:40001 port=40007 pid=4711}.
 *
 * @param values what it says, keys in the order in which they are written
 */
public record ReadyLine(Map<String, String> values) {

  private static final String MARK = "READY";

  /** Keeps the order of the keys. */
  public ReadyLine {
    values = new LinkedHashMap<>(values);
  }

  /** Reads such a line; empty for any other. */
  public static Optional<ReadyLine> parse(String line) {
    if (!line.startsWith(MARK + " ")) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : line.substring(MARK.length()).strip().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return Optional.of(new ReadyLine(values));
  }

  /** A READY line of this process. */
  public static ReadyLine ofThisProcess(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put("pid", Long.toString(ProcessHandle.current().pid()));
    return new ReadyLine(all);
  }

  /** The port that the process serves on. */
  public int port() {
    return Integer.parseInt(values.get("port"));
  }

  /** The line itself. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" ", MARK + " ", ""));
  }
}
