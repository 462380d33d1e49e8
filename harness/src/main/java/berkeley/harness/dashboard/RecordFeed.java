package berkeley.harness.dashboard;

import berkeley.harness.record.RecordJson;
import berkeley.simulator.recording.RecordLine;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all viewers are shown: numbers the lines of a running record, keeps the newest of each kind
 * for whoever comes later, and hands each line to those who are there. Keeps some megabytes at
 * most, and never waits for a viewer. For several threads.
 */
public final class RecordFeed {

  /** How many lines of a kind are kept; the header always is. */
  private static final Map<Class<?>, Integer> KEPT =
      Map.of(
          RecordLine.Header.class, 1,
          RecordLine.Progress.class, 20,
          RecordLine.Sample.class, 6_000,
          RecordLine.Round.class, 600,
          RecordLine.Event.class, 500,
          RecordLine.End.class, 1);

  private static final int MOST_VIEWERS = 100;

  /** Differs between two lives of the server, so that a page notices that it talks to a new one. */
  private final String life = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private final Map<Class<?>, Deque<Line>> kept = new LinkedHashMap<>();

  /** Whoever has gone leaves without waiting for the lock. */
  private final Set<ViewerStream> viewers = ConcurrentHashMap.newKeySet();

  private long newest;

  /** Newest line of a kind that had to be forgotten. */
  private long forgotten;

  /** One more line. */
  public synchronized void accept(RecordLine record) {
    newest++;
    Line line = new Line(newest, RecordJson.of(record));
    Deque<Line> kind = kept.computeIfAbsent(record.getClass(), key -> new ArrayDeque<>());
    kind.addLast(line);
    if (kind.size() > KEPT.get(record.getClass())) {
      forgotten = Math.max(forgotten, kind.removeFirst().number());
    }
    String message = message(line);
    viewers.forEach(viewer -> viewer.send(message));
  }

  /** What is kept, a line each, with a last line that says where to go on. */
  synchronized String history() {
    return lines().map(Line::json).collect(Collectors.joining("\n"))
        + "\n{\"kind\":\"mark\",\"mark\":\"%s\"}\n".formatted(mark(newest));
  }

  /**
   * Lets a viewer in.
   *
   * @param mark the last line that it has seen; where that is too long ago, it is told to begin
   *     anew
   * @return false if there are too many already
   */
  synchronized boolean join(ViewerStream viewer, String mark) {
    if (viewers.size() >= MOST_VIEWERS) {
      return false;
    }
    viewers.add(viewer);
    long seen = number(mark);
    if (seen < forgotten || seen > newest) {
      viewer.send("event: anew\ndata: \n\n");
    } else {
      viewer.send(": welcome\n\n");
      lines().filter(line -> line.number() > seen).forEach(line -> viewer.send(message(line)));
    }
    return true;
  }

  /** A viewer has gone. */
  void leave(ViewerStream viewer) {
    viewers.remove(viewer);
  }

  /** Sends something that means nothing, by which it shows who has gone. */
  synchronized void beat() {
    viewers.forEach(viewer -> viewer.send(": still here\n\n"));
  }

  /** Sends everybody away. */
  synchronized void close() {
    viewers.forEach(ViewerStream::close);
  }

  /** How many watch. */
  int viewers() {
    return viewers.size();
  }

  /** How many there may be. */
  static int mostViewers() {
    return MOST_VIEWERS;
  }

  private Stream<Line> lines() {
    return kept.values().stream().flatMap(Deque::stream).sorted(Comparator.comparing(Line::number));
  }

  private String message(Line line) {
    return "id: %s\ndata: %s\n\n".formatted(mark(line.number()), line.json());
  }

  private String mark(long number) {
    return life + "-" + number;
  }

  /** The number in a mark of this life, or -1. */
  private long number(String mark) {
    String digits = mark.startsWith(life + "-") ? mark.substring(life.length() + 1) : "";
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  private record Line(long number, String json) {}
}
