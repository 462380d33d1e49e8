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
 * Sends the lines of a running record to all viewers, and keeps the newest of each kind for those
 * that connect later. Keeps some megabytes at most, and never waits for a viewer. Safe for use by
 * several threads.
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

  /** Differs between two runs of the server, so that a page notices a restart. */
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private final Map<Class<?>, Deque<Line>> kept = new LinkedHashMap<>();

  /** Viewers leave without waiting for the lock. */
  private final Set<ViewerStream> viewers = ConcurrentHashMap.newKeySet();

  private long newest;

  /** The newest line that was dropped from those kept. */
  private long forgotten;

  /** Adds a line. */
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

  /** Returns the lines that are kept, and a last one with the mark from which to continue. */
  synchronized String history() {
    return lines().map(Line::json).collect(Collectors.joining("\n"))
        + "\n{\"kind\":\"mark\",\"mark\":\"%s\"}\n".formatted(mark(newest));
  }

  /**
   * Adds a viewer.
   *
   * @param mark the last line that it has seen; where later ones were dropped, it is told to load
   *     the history again
   * @return false if there are too many viewers already
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

  /** Removes a viewer. */
  void leave(ViewerStream viewer) {
    viewers.remove(viewer);
  }

  /** Sends a comment, by which connections that are closed are noticed. */
  synchronized void sendKeepAlive() {
    viewers.forEach(viewer -> viewer.send(": still here\n\n"));
  }

  /** Ends the streams of all viewers. */
  synchronized void close() {
    viewers.forEach(ViewerStream::close);
  }

  /** Returns how many viewers there are. */
  int viewers() {
    return viewers.size();
  }

  /** Returns how many viewers there may be. */
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
    return run + "-" + number;
  }

  /** Returns the number in a mark of this run, or -1. */
  private long number(String mark) {
    String digits = mark.startsWith(run + "-") ? mark.substring(run.length() + 1) : "";
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  private record Line(long number, String json) {}
}
