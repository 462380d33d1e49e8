package berkeley.harness.dashboard;

import static java.util.Objects.requireNonNull;

import berkeley.harness.record.RecordJson;
import berkeley.simulator.recording.RecordLine;
import berkeley.transport.ticks.HostTicks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends the lines of a running record to all viewers, and keeps the newest of each kind for those
 * that connect later, and the beginning, with the rounds of the cold start. A line of the kind
 * {@code gap} tells between which times nothing is kept. Keeps some megabytes at most, and never
 * waits for a viewer. Safe for use by several threads.
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
          RecordLine.Fault.class, 2_000,
          RecordLine.End.class, 1);

  private static final int MOST_VIEWERS = 100;

  /** What is observed so long after the first round is never dropped, up to so many lines. */
  private static final long BEGINNING_NANOS = 15_000_000_000L;

  private static final int MOST_OF_THE_BEGINNING = 3_000;

  /** Differs between two runs of the server, so that a page notices a restart. */
  private final String run = Long.toString(HostTicks.now(), Character.MAX_RADIX);

  private final Map<Class<?>, Deque<Line>> kept = new LinkedHashMap<>();

  /** Viewers leave without waiting for the lock. */
  private final Set<ViewerStream> viewers = ConcurrentHashMap.newKeySet();

  private final List<Line> beginning = new ArrayList<>();
  private long beginningEndsNanos = Long.MAX_VALUE;
  private boolean hasGap;

  private long newest;

  /** The newest line that was dropped from those kept. */
  private long forgotten;

  /** Adds a line. */
  public synchronized void accept(RecordLine record) {
    newest++;
    boolean isFigures = record instanceof RecordLine.Sample || record instanceof RecordLine.Round;
    Line line = new Line(newest, record.atNanos(), isFigures, RecordJson.of(record));
    if (record instanceof RecordLine.Round && beginningEndsNanos == Long.MAX_VALUE) {
      beginningEndsNanos = record.atNanos() + BEGINNING_NANOS;
    }
    Deque<Line> kind = kept.computeIfAbsent(record.getClass(), key -> new ArrayDeque<>());
    kind.addLast(line);
    if (kind.size() > requireNonNull(KEPT.get(record.getClass()))) {
      drop(kind.removeFirst());
    }
    String message = message(line);
    viewers.forEach(viewer -> viewer.send(message));
  }

  private void drop(Line line) {
    if (line.isFigures()
        && line.atNanos() <= beginningEndsNanos
        && beginning.size() < MOST_OF_THE_BEGINNING) {
      beginning.add(line);
    } else {
      forgotten = Math.max(forgotten, line.number());
      hasGap |= line.isFigures();
    }
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
    Stream<Line> newer = kept.values().stream().flatMap(Deque::stream);
    if (!hasGap) {
      return Stream.concat(beginning.stream(), newer).sorted(Comparator.comparing(Line::number));
    }
    // Samples and rounds are whole again from where both kinds are.
    Line until =
        Stream.of(RecordLine.Sample.class, RecordLine.Round.class)
            .map(kept::get)
            .filter(kind -> kind != null && !kind.isEmpty())
            .map(Deque::getFirst)
            .max(Comparator.comparing(Line::number))
            .orElseThrow();
    long fromNanos = beginning.isEmpty() ? 0 : beginning.get(beginning.size() - 1).atNanos();
    Line gap =
        new Line(
            until.number(),
            until.atNanos(),
            false,
            "{\"kind\":\"gap\",\"from_ns\":%d,\"until_ns\":%d}"
                .formatted(fromNanos, until.atNanos()));
    return Stream.of(
            beginning.stream(),
            Stream.of(gap),
            newer.filter(line -> !line.isFigures() || line.number() >= until.number()))
        .flatMap(each -> each)
        .sorted(Comparator.comparing(Line::number));
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

  private record Line(long number, long atNanos, boolean isFigures, String json) {}
}
