package berkeley.bench.hosts;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rounds that the nodes of all hosts have led, as they print them. For several threads. */
final class LedRounds {

  /**
   * A round.
   *
   * @param leader who led it
   * @param ticks when its line came
   * @param durationNanos how long it took
   * @param accepted how many members were accepted
   */
  record Led(String leader, long ticks, long durationNanos, long accepted) {}

  private final List<Led> all = new ArrayList<>();

  /** Takes a line of a node's output; one that is no round is let go. */
  void said(String node, String line) {
    if (!line.startsWith("{")) {
      return;
    }
    long ticks = System.nanoTime();
    Map<String, Object> round = parse(line);
    long accepted =
        ((List<?>) round.get("members"))
            .stream()
                .filter(member -> "ACCEPTED".equals(((Map<?, ?>) member).get("outcome")))
                .count();
    synchronized (this) {
      all.add(new Led(node, ticks, ((Number) round.get("duration_ns")).longValue(), accepted));
    }
  }

  /** The first round that began after some ticks and was led by one of these. */
  synchronized Optional<Led> first(Collection<String> leaders, long afterTicks) {
    return all.stream()
        .filter(round -> leaders.contains(round.leader()))
        .filter(round -> round.ticks() - round.durationNanos() - afterTicks > 0)
        .findFirst();
  }

  private static Map<String, Object> parse(String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }
}
