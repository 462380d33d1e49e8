package berkeley.bench.process;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The line that a process prints for a round: a document of {@code master --json}, or {@code ROUND
 * NANOSECONDS} from what is not ours.
 */
public final class RoundLine {
  private static final String PLAIN = "ROUND ";

  private RoundLine() {}

  /** How long the round took; empty if the line is no round's. */
  public static OptionalLong durationNanos(String line) {
    if (line.startsWith(PLAIN)) {
      return OptionalLong.of(Long.parseLong(line.substring(PLAIN.length())));
    }
    if (!line.startsWith("{")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(((Number) JSON.std.mapFrom(line).get("duration_ns")).longValue());
    } catch (IOException e) {
      System.err.println("bench: a round cannot be read: " + e);
      return OptionalLong.empty();
    }
  }
}
