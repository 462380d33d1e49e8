package berkeley.bench.process;

import berkeley.api.wire.RoundReport;
import berkeley.harness.record.RoundLines;
import java.util.OptionalLong;

/**
 * The line that a process prints for a round: a document of {@code master --json}, or {@code ROUND
 * NANOSECONDS} from other programs.
 */
public final class RoundLine {

  private static final String PLAIN = "ROUND ";

  private RoundLine() {}

  /** Returns how long the round took; empty if the line is no round's. */
  public static OptionalLong durationNanos(String line) {
    if (line.startsWith(PLAIN)) {
      return OptionalLong.of(Long.parseLong(line.substring(PLAIN.length())));
    }
    return RoundLines.parse(line).stream().mapToLong(RoundReport::durationNanos).findFirst();
  }

  /** Returns the line of another program's round. */
  public static String plain(long durationNanos) {
    return PLAIN + durationNanos;
  }
}
