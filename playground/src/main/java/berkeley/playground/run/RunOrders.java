package berkeley.playground.run;

import berkeley.api.wire.NodeStatus;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Carries out the orders of the page, those of a live demonstration, and says what it did as the
 * lines of a record: an event in words, and the faults that are in force from now on or no longer.
 */
final class RunOrders {

  private static final long LIE_NANOS = 3_600_000_000_000L;
  private static final long DRIFT_PPM = 400;

  private final PlayedCluster cluster;
  private final LinkFaults links;
  private final Supplier<Optional<NodeStatus>> leader;
  private final Map<String, Set<String>> inForce = new HashMap<>();
  private final List<RecordLine> lines = new ArrayList<>();

  RunOrders(PlayedCluster cluster, LinkFaults links, Supplier<Optional<NodeStatus>> leader) {
    this.cluster = cluster;
    this.links = links;
    this.leader = leader;
  }

  /**
   * Carries out an order.
   *
   * @return an event, and faults that begin or end with it
   * @throws IllegalArgumentException if it does not apply, with the reason
   */
  List<RecordLine> carryOut(String action, String id) {
    lines.clear();
    switch (action) {
      case "kill" -> kill(id);
      case "kill-master" -> kill(requireLeader(id));
      case "restart" -> restart(id);
      case "freeze" -> freeze(id);
      case "resume" -> resume(id);
      case "lie" -> lie(id);
      case "truth" -> truth(id);
      case "drift" -> drift(id);
      case "steady" -> steady(id);
      case "delay" -> delay(id);
      case "no-delay" -> quicken(id);
      case "split" -> split(id);
      case "heal" -> heal();
      case "add" -> told("", "started %s".formatted(cluster.add()));
      case "step-down" -> stepDown();
      default -> throw new IllegalArgumentException("there is no '%s' here".formatted(action));
    }
    return List.copyOf(lines);
  }

  private void kill(String id) {
    requireRunning(id);
    cluster.kill(id);
    cluster.resume(id);
    cluster.drift(id, 0);
    told(id, "killed " + id);
    begins(id, "kill", Map.of());
    for (String fault : List.of("freeze", "lie", "drift")) {
      if (has(id, fault)) {
        ends(id, fault);
      }
    }
  }

  private void restart(String id) {
    require(has(id, "kill"), "%s runs", id);
    cluster.restart(id);
    told(id, "started %s again".formatted(id));
    ends(id, "kill");
  }

  private void freeze(String id) {
    requireRunning(id);
    require(!has(id, "freeze"), "%s is frozen already", id);
    cluster.stop(id);
    told(id, "froze " + id);
    begins(id, "freeze", Map.of());
  }

  private void resume(String id) {
    require(has(id, "freeze"), "%s is not frozen", id);
    cluster.resume(id);
    told(id, "let %s go on".formatted(id));
    ends(id, "freeze");
  }

  private void lie(String id) {
    requireRunning(id);
    cluster.lie(id, LIE_NANOS);
    told(id, "told %s to answer an hour ahead".formatted(id));
    begins(id, "lie", Map.of("ahead_ns", LIE_NANOS));
  }

  private void truth(String id) {
    require(has(id, "lie"), "%s does not lie", id);
    cluster.lie(id, 0);
    told(id, "told %s to answer truly again".formatted(id));
    ends(id, "lie");
  }

  private void drift(String id) {
    requireRunning(id);
    cluster.drift(id, DRIFT_PPM * 1e-6);
    told(id, "told %s to run %d ppm faster".formatted(id, DRIFT_PPM));
    begins(id, "drift", Map.of("ppm", DRIFT_PPM));
  }

  private void steady(String id) {
    require(has(id, "drift"), "%s runs as at first", id);
    cluster.drift(id, 0);
    told(id, "told %s to run as it did at first".formatted(id));
    ends(id, "drift");
  }

  private void delay(String id) {
    requireKnown(id);
    links.delay(id, true);
    told(
        id,
        "%s is heard %d ms late and hears %d ms late"
            .formatted(id, LinkFaults.HEARD_NANOS / 1_000_000, LinkFaults.HEARS_NANOS / 1_000_000));
    begins(
        id,
        "delay",
        Map.of("heard_ns", LinkFaults.HEARD_NANOS, "hears_ns", LinkFaults.HEARS_NANOS));
  }

  private void quicken(String id) {
    require(has(id, "delay"), "%s has quick links", id);
    links.delay(id, false);
    told(id, "%s hears and is heard without delay".formatted(id));
    ends(id, "delay");
  }

  /** Cuts off a node, and as many after it as together are fewer than half. */
  private void split(String id) {
    requireKnown(id);
    List<String> names = new ArrayList<>(cluster.ids());
    int most = Math.max(1, (names.size() - 1) / 2);
    Collections.rotate(names, -names.indexOf(id));
    Set<String> minority = new LinkedHashSet<>(names.subList(0, Math.min(most, names.size())));
    Set<String> before = links.apart();
    links.split(minority);
    told(id, "cut %s off from all others".formatted(String.join(", ", minority)));
    cluster.ids().stream().filter(before::contains).forEach(each -> ends(each, "cut"));
    minority.forEach(each -> begins(each, "cut", Map.of()));
  }

  private void heal() {
    Set<String> before = links.apart();
    require(!before.isEmpty(), "%s", "the network is whole");
    links.split(Set.of());
    told("", "all reach each other again");
    cluster.ids().stream().filter(before::contains).forEach(each -> ends(each, "cut"));
  }

  private void stepDown() {
    String id = requireLeader("");
    cluster.stepDown();
    told(id, "told %s to step down".formatted(id));
  }

  private String requireLeader(String named) {
    String now =
        leader
            .get()
            .map(NodeStatus::id)
            .orElseThrow(() -> new IllegalArgumentException("nobody leads now"));
    require(named.isEmpty() || named.equals(now), "%s leads now", now);
    return now;
  }

  private void requireKnown(String id) {
    require(cluster.ids().contains(id), "there is no '%s'", id);
  }

  private void requireRunning(String id) {
    requireKnown(id);
    require(!has(id, "kill"), "%s was killed", id);
  }

  private static void require(boolean holds, String message, String id) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(id));
    }
  }

  private boolean has(String id, String fault) {
    return inForce.getOrDefault(id, Set.of()).contains(fault);
  }

  private void told(String id, String text) {
    lines.add(new RecordLine.Event(cluster.time().now(), EventKind.FAULT, id, text));
  }

  private void begins(String id, String fault, Map<String, Long> amounts) {
    inForce.computeIfAbsent(id, unused -> new LinkedHashSet<>()).add(fault);
    lines.add(new RecordLine.Fault(cluster.time().now(), id, fault, true, amounts));
  }

  private void ends(String id, String fault) {
    inForce.getOrDefault(id, new LinkedHashSet<>()).remove(fault);
    lines.add(new RecordLine.Fault(cluster.time().now(), id, fault, false, Map.of()));
  }
}
