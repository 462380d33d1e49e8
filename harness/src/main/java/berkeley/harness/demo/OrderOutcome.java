package berkeley.harness.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an order to a demonstration did.
 *
 * @param id the node that it was for; empty for the whole cluster
 * @param text what was done, in words
 * @param changes the faults that are in force from now on, or no longer are
 */
record OrderOutcome(String id, String text, List<FaultChange> changes) {

  /**
   * A fault that begins or ends.
   *
   * @param id the node that has it
   * @param fault its name in a record
   * @param inForce whether it begins
   * @param amounts how much of it there is, by a key that names the unit
   */
  record FaultChange(String id, String fault, boolean inForce, Map<String, Long> amounts) {}

  /** Copies the list. */
  OrderOutcome {
    changes = List.copyOf(changes);
  }

  /** Returns an order that changed no fault so far. */
  static OrderOutcome of(String id, String text) {
    return new OrderOutcome(id, text, List.of());
  }

  /** Returns the same, with a fault that begins. */
  OrderOutcome begins(String node, String fault, Map<String, Long> amounts) {
    return with(new FaultChange(node, fault, true, amounts));
  }

  /** Returns the same, with faults that end. */
  OrderOutcome ends(String node, String... faults) {
    OrderOutcome all = this;
    for (String fault : faults) {
      all = all.with(new FaultChange(node, fault, false, Map.of()));
    }
    return all;
  }

  private OrderOutcome with(FaultChange change) {
    List<FaultChange> all = new ArrayList<>(changes);
    all.add(change);
    return new OrderOutcome(id, text, all);
  }
}
