package berkeley.master.rmi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says the same thing once a minute at most, and then how often it has happened: what strangers can
 * cause at will must not fill a disk. Safe for use by several threads; the kinds are few and fixed.
 */
final class Seldom {

  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final Logger log;
  private final LongSupplier ticks;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private record Count(long saidTicks, long since) {}

  Seldom(Logger log, LongSupplier ticks) {
    this.log = log;
    this.ticks = ticks;
  }

  /**
   * Counts, and says it at WARN if it is time to.
   *
   * @param kind what happened, in the same words each time
   * @param example the newest of its kind; control characters are taken out
   */
  void warn(String kind, String example) {
    long now = ticks.getAsLong();
    counts.compute(
        kind,
        (key, last) -> {
          if (last != null && now - last.saidTicks < PAUSE_NANOS) {
            return new Count(last.saidTicks, last.since + 1);
          }
          log.warn(
              "{} times={} last={}", kind, last == null ? 1 : last.since + 1, OneLine.cut(example));
          return new Count(now, 0);
        });
  }
}
