package berkeley.bench.yardstick;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One look at all nodes of a cluster on this host.
 *
 * @param readings of those that say they are synchronised, by id
 */
record StatusLook(Map<String, Reading> readings) {

  /**
   * A node's time and the host's counter, read together.
   *
   * @param ticksNanos the host's counter, the same for all processes of a host
   * @param timeNanos node time
   * @param boundNanos how far it says it may be off
   * @param follows whether it is led by another node
   */
  record Reading(long ticksNanos, long timeNanos, long boundNanos, boolean follows) {
    /**
     * Returns node time against the counter: what differs between two nodes is their true
     * difference.
     */
    long offsetNanos() {
      return timeNanos - ticksNanos;
    }
  }

  /**
   * Reads a document of {@code status --json}.
   *
   * @throws IOException if it is another one
   */
  static StatusLook parse(String line) throws IOException {
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (JsonNode node : JsonNode.parse(line).get("nodes").elements()) {
      if (node.get("state").text().equals("SYNCHRONISED")) {
        readings.put(
            node.get("id").text(),
            new Reading(
                node.get("ticks_ns").whole(),
                node.get("time_ns").whole(),
                node.get("error_bound_ns").whole(),
                !node.get("role").text().equals("MASTER")));
      }
    }
    return new StatusLook(readings);
  }

  /**
   * Returns how far apart the nodes that are farthest apart truly are, at one instant. Nodes are
   * not read at one instant; what cluster time gains on the counter meanwhile is taken into account
   * at the rate that it had since the look before.
   *
   * @param before the same observer's look before this
   * @return empty unless all these nodes were synchronised in both looks
   */
  OptionalDouble spreadNanos(StatusLook before, int nodes) {
    if (readings.size() != nodes || !before.readings.keySet().equals(readings.keySet())) {
      return OptionalDouble.empty();
    }
    double rate = rateSince(before);
    // Offsets are some 10^18 and spreads some 10^3: differences first, floating point then.
    Reading first = readings.values().iterator().next();
    double least = 0;
    double most = 0;
    for (Reading reading : readings.values()) {
      double against =
          reading.offsetNanos()
              - first.offsetNanos()
              - rate * (reading.ticksNanos - first.ticksNanos);
      least = Math.min(least, against);
      most = Math.max(most, against);
    }
    return OptionalDouble.of(most - least);
  }

  /** Returns what cluster time gains on the counter, as a ratio: the median of the nodes' rates. */
  private double rateSince(StatusLook before) {
    List<Double> rates =
        readings.entrySet().stream()
            .map(
                entry ->
                    rate(requireNonNull(before.readings.get(entry.getKey())), entry.getValue()))
            .sorted()
            .toList();
    return rates.get(rates.size() / 2);
  }

  private static double rate(Reading before, Reading now) {
    return (double) (now.offsetNanos() - before.offsetNanos())
        / (now.ticksNanos - before.ticksNanos);
  }
}
