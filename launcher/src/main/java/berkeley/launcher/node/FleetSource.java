package berkeley.launcher.node;

import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.launcher.cli.NodesFile.Row;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of a demonstration, from what is said of them.
 *
 * @param plan the nodes
 * @param ports the ports on which some of them listen
 * @param delays how long messages to some of them and from them take
 */
public record FleetSource(
    FleetPlan plan, Map<String, Integer> ports, Map<String, Duration> delays) {

  /** Returns a plan of which nothing else is said. */
  public static FleetSource of(FleetPlan plan) {
    return new FleetSource(plan, Map.of(), Map.of());
  }

  /**
   * Returns nodes whose clocks show given times now.
   *
   * @param times the master's first; in a fleet that elects, each node's in the order of their
   *     names
   * @param driftsPpm empty for none, or one for each slave, and one more for the master
   * @param elects whether the nodes elect their master
   * @throws IllegalArgumentException if there are fewer than two, or the drifts do not fit
   */
  public static FleetSource ofTimes(List<LocalTime> times, List<Double> driftsPpm, boolean elects) {
    if (times.size() < 2) {
      throw new IllegalArgumentException(
          "--times: 1 time, wanted the master's and those of the slaves: 03:00,02:50,03:25");
    }
    Instant now = Instant.now();
    List<Duration> offsets = new ArrayList<>();
    times.forEach(time -> offsets.add(LessonOptions.offsetAt(now, time)));
    if (!elects) {
      offsets.add(offsets.remove(0)); // a plan has the master last
    }
    int slaves = times.size() - 1;
    return of(FleetPlan.of(slaves, 0, offsets, driftsOr(driftsPpm, slaves)));
  }

  /**
   * Returns the nodes of a file.
   *
   * @throws IllegalArgumentException if one is to run on another host, or the drifts do not fit
   */
  public static FleetSource ofRows(List<Row> rows, List<Double> driftsPpm) {
    Instant now = Instant.now();
    int slaves = rows.size() - 1;
    List<NodePlan> drawn = FleetPlan.of(slaves, 0, List.of(), driftsOr(driftsPpm, slaves)).nodes();
    List<NodePlan> nodes = new ArrayList<>();
    Map<String, Integer> ports = new LinkedHashMap<>();
    Map<String, Duration> delays = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      requireLocal(row);
      int drawnAt = i == 0 ? slaves : i - 1;
      nodes.add(
          new NodePlan(
              row.id(), LessonOptions.offsetAt(now, row.time()), drawn.get(drawnAt).driftPpm()));
      if (row.port() != 0) {
        ports.put(row.id(), row.port());
      }
      if (!row.delay().isZero()) {
        delays.put(row.id(), row.delay());
      }
    }
    return new FleetSource(
        new FleetPlan(nodes.subList(1, nodes.size()), Optional.of(nodes.get(0))), ports, delays);
  }

  /** Where times are given, clocks run at the right rate unless it is said otherwise. */
  private static List<Double> driftsOr(List<Double> given, int slaves) {
    if (!given.isEmpty()) {
      return given;
    }
    List<Double> none = new ArrayList<>();
    for (int i = 0; i <= slaves; i++) {
      none.add(0.0);
    }
    return none;
  }

  private static void requireLocal(Row row) {
    try {
      if (InetAddress.getByName(row.host()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--nodes: no address is known for the host '%s' of %s".formatted(row.host(), row.id()),
          e);
    }
    throw new IllegalArgumentException(
        "--nodes: %s is to run on %s; demo starts all on 127.0.0.1. On several hosts start each there, with berkeley slave"
            .formatted(row.id(), row.host()));
  }
}
