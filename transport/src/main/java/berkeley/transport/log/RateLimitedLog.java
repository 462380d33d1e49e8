package berkeley.transport.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says the same thing once a minute at most, and then how often it has happened: what strangers can
 * cause at will must not fill a disk. Safe for use by several threads; the kinds are few and fixed.
 */
public final class RateLimitedLog {

  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final Logger log;
  private final LongSupplier ticks;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private record Count(long saidTicks, long since) {}

  /** How a logger takes a line at one level. */
  @FunctionalInterface
  private interface Line {
    void say(String format, Object... values);
  }

  public RateLimitedLog(Logger log, LongSupplier ticks) {
    this.log = log;
    this.ticks = ticks;
  }

  /**
   * Counts, and says it at WARN if it is time to.
   *
   * @param kind what happened, in the same words each time
   * @param example the newest of its kind; control characters are taken out
   */
  public void warn(String kind, String example) {
    count(kind, example, log::warn);
  }

  /** The same at INFO, for what asks nothing of an operator. */
  public void info(String kind, String example) {
    count(kind, example, log::info);
  }

  private void count(String kind, String example, Line line) {
    long now = ticks.getAsLong();
    counts.compute(
        kind,
        (key, last) -> {
          if (last != null && now - last.saidTicks < PAUSE_NANOS) {
            return new Count(last.saidTicks, last.since + 1);
          }
          line.say(
              "{} times={} last={}", kind, last == null ? 1 : last.since + 1, LogText.cut(example));
          return new Count(now, 0);
        });
  }
}
