package berkeley.harness.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The log of a run: what was done and what was seen, with the time. For one thread. */
final class ChaosLog {

  /**
   * One event.
   *
   * @param nanos since the start of the chaos; negative before it
   * @param text what happened
   */
  record Event(long nanos, String text) {

    String line() {
      return String.format(Locale.ROOT, "%8.3f s  %s", nanos / 1e9, text);
    }

    Map<String, Object> document() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("at_ns", nanos);
      values.put("event", text);
      return values;
    }
  }

  private final List<Event> events = new ArrayList<>();
  private final Consumer<String> live;
  private long originTicks;

  /**
   * Creates a log.
   *
   * @param live receives each line at once
   */
  ChaosLog(Consumer<String> live) {
    this.live = live;
  }

  /** Sets the ticks from which times count from now on. */
  void begin(long ticks) {
    originTicks = ticks;
  }

  void add(long ticks, String text) {
    Event event = new Event(ticks - originTicks, text);
    events.add(event);
    live.accept(event.line());
  }

  /** Returns all events, oldest first. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** Returns the events since some time before the newest. */
  List<Event> newest(long spanNanos) {
    long from = events.isEmpty() ? 0 : events.get(events.size() - 1).nanos() - spanNanos;
    return events.stream().filter(event -> event.nanos() >= from).toList();
  }
}
