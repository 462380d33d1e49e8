package berkeley.harness.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line on stdout by which a long-running process tells that it serves: {@code READY id=a
 * registry=127.0.0.1:40001 port=40007 pid=4711}.
 *
 * @param values its values by key, in the order in which they are written
 */
public record ReadyLine(Map<String, String> values) {

  private static final String MARK = "READY";

  /** Copies the map, in its order. */
  public ReadyLine {
    values = new LinkedHashMap<>(values);
  }

  /** Parses such a line; returns empty for any other. */
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

  /** Returns a READY line of this process. */
  public static ReadyLine ofThisProcess(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put("pid", Long.toString(ProcessHandle.current().pid()));
    return new ReadyLine(all);
  }

  /** Returns the value of a key, empty if it has none. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Returns the port on which the process serves. */
  public int port() {
    return Integer.parseInt(values.get("port"));
  }

  /** Returns the line itself. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" ", MARK + " ", ""));
  }
}
