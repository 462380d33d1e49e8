package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A node's term does not fall during an incarnation while the master that it obeys corrects it, no
 * two nodes obey different masters in one term, and no two incarnations lead in one term, not even
 * two of one name.
 */
final class ObedienceInvariant implements Invariant {

  private final Map<String, Sighting> last = new HashMap<>();
  private final Map<Long, String> masterOfTerm = new HashMap<>();
  private final Map<Long, Long> incarnationOfTerm = new HashMap<>();

  @Override
  public String name() {
    return "obedience";
  }

  @Override
  public Optional<String> check(Sighting sighting) {
    NodeStatus now = sighting.status();
    Sighting before = last.put(now.id(), sighting);
    if (before != null
        && before.isSameLifeAs(sighting)
        && now.term() < before.status().term()
        && isLed(before.status())) {
      return Optional.of(
          "%s fell from term %d to term %d"
              .formatted(now.id(), before.status().term(), now.term()));
    }
    if (now.role() == Role.MASTER) {
      Long leads = incarnationOfTerm.putIfAbsent(now.term(), now.incarnation());
      if (leads != null && leads != now.incarnation()) {
        return Optional.of(
            "%s leads in term %d, in which another life has led".formatted(now.id(), now.term()));
      }
    }
    if (now.master().isEmpty()) {
      return Optional.empty();
    }
    String known = masterOfTerm.putIfAbsent(now.term(), now.master());
    return known == null || known.equals(now.master())
        ? Optional.empty()
        : Optional.of(
            "%s obeys %s in term %d, others obey %s"
                .formatted(now.id(), now.master(), now.term(), known));
  }

  private static boolean isLed(NodeStatus status) {
    return status.state() == NodeState.SYNCHRONISED && !status.master().isEmpty();
  }
}
