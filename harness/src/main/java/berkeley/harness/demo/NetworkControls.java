package berkeley.harness.demo;

import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.ProxiedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slows down and splits a demonstration's network. Delays and the split are kept apart, and all
 * links follow from both: the end of one leaves the other. For one thread.
 */
final class NetworkControls {

  /** Unequal, since only the difference of the two directions biases a measurement. */
  private static final Duration THERE = Duration.ofMillis(4);

  private static final Duration BACK = Duration.ofMillis(12);

  private final ProxiedNetwork network;
  private final Optional<String> fixedMaster;
  private final Set<String> slow = new HashSet<>();
  private List<String> minority = List.of();

  /**
   * Creates controls of a network without delays and splits.
   *
   * @param network of which links are changed
   * @param fixedMaster the node that leads in any case, and thus is never cut off; empty where
   *     there is an election
   */
  NetworkControls(ProxiedNetwork network, Optional<String> fixedMaster) {
    this.network = network;
    this.fixedMaster = fixedMaster;
  }

  /** Makes a node's links slow. */
  OrderOutcome delay(String id) {
    slow.add(id);
    layLinks();
    String text =
        "%s is heard %d ms late and hears %d ms late"
            .formatted(id, BACK.toMillis(), THERE.toMillis());
    return OrderOutcome.of(id, text)
        .begins(id, "delay", Map.of("heard_ns", BACK.toNanos(), "hears_ns", THERE.toNanos()));
  }

  /** Ends the delay of a node's links. */
  OrderOutcome quicken(String id) {
    slow.remove(id);
    layLinks();
    return OrderOutcome.of(id, "%s hears and is heard without delay".formatted(id))
        .ends(id, "delay");
  }

  /** Cuts off a node, and as many after it as together are fewer than half. */
  OrderOutcome split(String id) {
    List<String> before = minority;
    minority = minorityFrom(id);
    layLinks();
    OrderOutcome done =
        OrderOutcome.of(id, "cut %s off from all others".formatted(String.join(", ", minority)));
    return beginCut(endCut(done, before), minority);
  }

  /** Ends the split. */
  OrderOutcome heal() {
    List<String> before = minority;
    minority = List.of();
    layLinks();
    return endCut(OrderOutcome.of("", "all reach each other again"), before);
  }

  private static OrderOutcome beginCut(OrderOutcome done, List<String> ids) {
    OrderOutcome all = done;
    for (String id : ids) {
      all = all.begins(id, "cut", Map.of());
    }
    return all;
  }

  private static OrderOutcome endCut(OrderOutcome done, List<String> ids) {
    OrderOutcome all = done;
    for (String id : ids) {
      all = all.ends(id, "cut");
    }
    return all;
  }

  /** Sets all links again, so that newcomers have theirs too. */
  void layLinks() {
    for (String from : network.names()) {
      for (String to : network.names()) {
        if (!from.equals(to)) {
          network.link(from, to, between(from, to));
        }
      }
    }
  }

  private LinkSettings between(String from, String to) {
    if (minority.contains(from) != minority.contains(to)) {
      return LinkSettings.CUT;
    }
    if (slow.contains(from) || slow.contains(to)) {
      return LinkSettings.slow(slow.contains(from) ? BACK : THERE, Duration.ZERO);
    }
    return LinkSettings.GOOD;
  }

  private List<String> minorityFrom(String id) {
    List<String> names = new ArrayList<>(network.names());
    Collections.rotate(names, -names.indexOf(id));
    return names.stream()
        .filter(name -> !fixedMaster.equals(Optional.of(name)))
        .limit(Math.max(1, (names.size() - 1) / 2))
        .toList();
  }
}
