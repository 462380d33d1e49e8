package berkeley.simulator.observation;

import berkeley.api.NodeState;
import java.util.Optional;

/**
 * A node's true distance to cluster time, the master's, is at most the bound that it reports. A
 * newcomer reports none, and a master that is a newcomer has no cluster time yet.
 */
final class Containment implements Invariant {

  @Override
  public String name() {
    return "containment";
  }

  @Override
  public Optional<String> check(Sighting sighting) {
    boolean applies =
        sighting.hasShownTime()
            && sighting.masterState() != NodeState.NEWCOMER
            && sighting.offset().isKnown();
    if (!applies) {
      return Optional.empty();
    }
    long distance =
        Math.max(0, Math.abs(sighting.offset().nanos()) - sighting.offset().toleranceNanos());
    long bound = sighting.status().errorBoundNanos();
    return distance <= bound
        ? Optional.empty()
        : Optional.of(
            "%s is %d ns from the master and reports a bound of %d ns (%s, term %d)"
                .formatted(
                    sighting.status().id(),
                    sighting.offset().nanos(),
                    bound,
                    sighting.status().state(),
                    sighting.status().term()));
  }
}
