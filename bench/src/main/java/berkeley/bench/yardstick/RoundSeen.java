package berkeley.bench.yardstick;

import java.io.IOException;
import java.util.Optional;

/**
 * A round that a node has led, as its line of JSON tells.
 *
 * @param master the node that led it
 * @param seenTicks when the line came, on this process's counter
 * @param accepted members whose clocks counted
 * @param others members whose clocks did not, for whatever reason
 */
record RoundSeen(String master, long seenTicks, long term, int accepted, int others) {

  /**
   * Reads a line of a node's stdout.
   *
   * @return empty if it is no round's
   * @throws IOException if it is a JSON document of another kind
   */
  static Optional<RoundSeen> parse(String master, long seenTicks, String line) throws IOException {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    JsonNode round = JsonNode.parse(line);
    int accepted = 0;
    int others = 0;
    for (JsonNode member : round.get("members").elements()) {
      if (member.get("outcome").text().equals("ACCEPTED")) {
        accepted++;
      } else {
        others++;
      }
    }
    return Optional.of(
        new RoundSeen(master, seenTicks, round.get("term").whole(), accepted, others));
  }
}
