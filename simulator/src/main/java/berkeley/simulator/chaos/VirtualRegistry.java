package berkeley.simulator.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cluster's registry: who is entered stays until it takes its entry back or another life takes
 * the name. While it is out nobody learns anything new.
 */
final class VirtualRegistry {

  private final Map<String, NodeInstance> entered = new TreeMap<>();
  private boolean out;

  /** Enters a life in place of whoever is there; of no effect while the registry is out. */
  void enter(NodeInstance life) {
    if (!out) {
      entered.put(life.id.name(), life);
    }
  }

  void leave(NodeInstance life) {
    entered.remove(life.id.name(), life);
  }

  void out(boolean nowOut) {
    out = nowOut;
  }

  /** Who is entered, empty while the registry does not answer. */
  Optional<Map<String, NodeInstance>> read() {
    return out ? Optional.empty() : Optional.of(entered);
  }
}
