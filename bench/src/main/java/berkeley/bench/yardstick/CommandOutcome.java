package berkeley.bench.yardstick;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command that has ended wrote and used.
 *
 * @param document its stdout
 * @param processorSeconds user and system time of it and of all that it waited for
 */
record CommandOutcome(JsonNode document, double processorSeconds) {
  private static final Pattern TIMES =
      Pattern.compile(
          "(?<document>.*\\n)?\\S+ \\S+\\n"
              + "(?<userMinutes>\\d+)m(?<userSeconds>[\\d.]+)s"
              + " (?<systemMinutes>\\d+)m(?<systemSeconds>[\\d.]+)s\\n",
          Pattern.DOTALL);

  /**
   * Reads a stdout that the two lines of the shell's {@code times} end: its own times, and those of
   * the command.
   *
   * @throws IOException if there is no such end, or no JSON object before
   */
  static CommandOutcome parse(String output) throws IOException {
    Matcher times = TIMES.matcher(output);
    if (!times.matches() || times.group("document") == null) {
      throw new IOException("neither a document nor processor times: '%s'".formatted(output));
    }
    return new CommandOutcome(
        JsonNode.parse(times.group("document")), seconds(times, "user") + seconds(times, "system"));
  }

  private static double seconds(Matcher times, String kind) {
    return 60 * Double.parseDouble(times.group(kind + "Minutes"))
        + Double.parseDouble(times.group(kind + "Seconds"));
  }
}
