package berkeley.transport.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * A log that repeats a line once a minute at most, with the number of times that it happened in
 * between: what strangers can cause at will must not fill a disk. Safe for use by several threads;
 * the kinds of lines are few and fixed.
 */
public final class RateLimitedLog {

  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final Logger log;
  private final LongSupplier ticks;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private record Count(long loggedTicks, long since) {}

  /** Logs a line at one level. */
  @FunctionalInterface
  private interface Line {
    void log(String format, Object... values);
  }

  /** Creates a log that writes to another, by the given counter. */
  public RateLimitedLog(Logger log, LongSupplier ticks) {
    this.log = log;
    this.ticks = ticks;
  }

  /**
   * Counts an event, and logs it at WARN unless its kind was logged within the last minute.
   *
   * @param kind what happened, in the same words each time
   * @param example the newest event of its kind; control characters are taken out
   */
  public void warn(String kind, String example) {
    count(kind, example, log::warn);
  }

  /** Counts an event, and logs it at INFO likewise: for what an operator need not act on. */
  public void info(String kind, String example) {
    count(kind, example, log::info);
  }

  private void count(String kind, String example, Line line) {
    long now = ticks.getAsLong();
    counts.compute(
        kind,
        (key, last) -> {
          if (last != null && now - last.loggedTicks < PAUSE_NANOS) {
            return new Count(last.loggedTicks, last.since + 1);
          }
          line.log(
              "{} times={} last={}", kind, last == null ? 1 : last.since + 1, LogText.cut(example));
          return new Count(now, 0);
        });
  }
}
